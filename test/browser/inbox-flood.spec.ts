import type { Client } from '../../shared/api/client.ts';
import type { JsonObject } from '../../shared/json.ts';
import { card } from './support/card.ts';
import { inbox } from './support/inbox.ts';
import { picture } from './support/pictures.ts';
import { cardOf } from './support/people.ts';
import { expect, test } from './support/test.ts';

/** One kind of card, how it is answered by keys alone, and what must be on record then. */
type Kind = { name: string; config: JsonObject; hasChanges?: boolean; keys: string[]; recorded: JsonObject };

const kinds: Kind[] = [
  {
    name: 'routine',
    config: { tier: 1 },
    keys: ['a'],
    recorded: { decision: 'approved', comment: null },
  },
  {
    name: 'grave',
    config: { tier: 2 },
    keys: ['a', 'Enter'],
    recorded: { decision: 'approved', comment: null },
  },
  {
    name: 'wrong',
    config: { tier: 2, require: { comment: 'on-decline' } },
    keys: ['d', 'type:Not this one.', 'Control+Enter'],
    recorded: { decision: 'declined', comment: 'Not this one.' },
  },
  {
    name: 'rough',
    config: { tier: 1 },
    hasChanges: true,
    keys: ['c', 'type:Shorter.', 'Control+Enter'],
    recorded: { decision: 'changes', comment: 'Shorter.' },
  },
  {
    name: 'changed',
    config: {
      tier: 2,
      show: [{ label: 'Change', kind: 'diff', before: 'one', after: 'two' }],
    },
    // To the change, open it, to Approve, press it.
    keys: ['a', 'Enter', 'a', 'Enter'],
    recorded: { decision: 'approved', comment: null },
  },
  {
    name: 'editable',
    config: { tier: 1, editable: { copies: { type: 'number', label: 'Copies', value: 40 } } },
    // Into the field, another number, out of the field, approve.
    keys: ['e', 'Control+a', 'type:7', 'Escape', 'a'],
    recorded: { decision: 'approved', values: { copies: 7 } },
  },
];

function flowOf({ name, config, hasChanges = false }: Kind, timeout: string): string {
  return JSON.stringify({
    countersign: 1,
    id: name,
    name,
    inputs: { n: { type: 'number', required: true } },
    nodes: {
      start: { kind: 'trigger.manual' },
      ask: {
        kind: 'approval',
        config: {
          title: `${name} {{ trigger.input.n }}`,
          proposal: { action: 'Send', target: name, reason: 'It is due' },
          timeout,
          onTimeout: 'decline',
          require: { comment: 'never' },
          ...config,
        },
      },
      done: { kind: 'end', config: {} },
      ...(hasChanges ? { again: { kind: 'end', config: { outcome: 'failed' } } } : {}),
    },
    edges: ['start -> ask', 'ask.approved -> done', ...(hasChanges ? ['ask.changes -> again'] : [])],
  });
}

/** Makes the flows live, their cards due within `timeout`. */
async function ready(client: Client, timeout: string): Promise<void> {
  for (const kind of kinds) {
    const { id } = await client('flows.import', { text: flowOf(kind, timeout), replace: true });
    const { version } = await client('flows.release', { id, notes: 'First' });
    await client('flows.setLive', { id, version });
  }
}

/** Asks number `n`; its kind goes round. */
async function ask(client: Client, n: number): Promise<{ kind: Kind; run: string }> {
  const kind = kinds[n % kinds.length];
  if (kind === undefined) throw new Error('No kind.');
  const { id } = await client('runs.start', { id: kind.name, target: 'live', input: { n } });
  return { kind, run: id };
}

test('twenty mixed cards decided by keys alone while fifty more arrive: every decision is the one that was meant', async ({
  host,
  window,
}) => {
  await ready(host.client, '3d');
  const asked = new Map<string, Kind>();
  const opened: string[] = [];
  for (let n = 0; n < 20; n += 1) {
    const { kind, run } = await ask(host.client, n);
    asked.set(`${kind.name} ${n}`, kind);
    opened.push(await cardOf(host, run));
  }
  // Whatever comes now is due earlier: it would stand on top, were it not held back.
  await ready(host.client, '1h');
  await inbox(window).open();
  await expect(inbox(window).entries).toHaveCount(20);

  let goOn = true;
  const flood = (async () => {
    const runs: string[] = [];
    for (let n = 20; n < 70; n += 1) {
      runs.push((await ask(host.client, n)).run);
      // Spread over the whole triage; the rest comes at once when it ends.
      if (goOn) await new Promise((resolve) => setTimeout(resolve, 60));
    }
    return runs;
  })();

  const meant: Record<string, JsonObject> = {};
  for (let turn = 0; turn < 20; turn += 1) {
    const title = (await window.locator('[data-card-title]').textContent()) ?? '';
    const kind = asked.get(title);
    expect(kind, `“${title}” was there from the beginning`).toBeDefined();
    if (kind === undefined) return;
    expect(meant[title], 'no card comes twice').toBeUndefined();
    // Nobody presses before the buttons stand there; keys before that do nothing.
    await expect(card(window, title).decline).toBeVisible();
    for (const key of kind.keys) {
      if (key.startsWith('type:')) await window.keyboard.type(key.slice('type:'.length));
      else await window.keyboard.press(key);
    }
    meant[title] = kind.recorded;
    await expect(card(window, title).root).toContainText(/You (approved|declined|requested changes)/);
    if (turn === 9) await picture(window, 'inbox');
    if (turn < 19) {
      // Only what was there is left: what arrives is held back.
      await expect(inbox(window).entries).toHaveCount(19 - turn);
      await window.keyboard.press('j');
      await expect(window.locator('[data-card-title]')).not.toHaveText(title);
    }
  }
  goOn = false;
  const late = await flood;

  const recorded: Record<string, JsonObject> = {};
  for (const id of opened) {
    const { title, decisions } = await host.client('approvals.get', { id });
    const { decision, comment, values } = decisions[0] ?? { decision: 'none', comment: null, values: null };
    expect(decisions, title).toHaveLength(1);
    recorded[title] = meant[title]?.['values'] === undefined ? { decision, comment } : { decision, values };
  }
  expect(recorded).toEqual(meant);
  const { items: untouched } = await host.client('approvals.list', { status: 'pending', limit: 500 });
  expect(untouched.map(({ run }) => run).sort()).toEqual([...late].sort());
  await expect(inbox(window).entries.first()).toBeVisible();
});
