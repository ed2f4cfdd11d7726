import { createServer } from 'node:http';
import type { Locator, Page } from 'playwright/test';
import type { Client } from '../../shared/api/client.ts';
import { attacks, foreign, seenIn } from './support/attacks.ts';
import { card } from './support/card.ts';
import { editor } from './support/editor.ts';
import { runReaches } from './support/examples.ts';
import { run } from './support/runs.ts';
import { expect, test } from './support/test.ts';

const lines = attacks.map((attack, n) => (n % 2 === 0 ? attack : `${attack}\n`)).join(' ');
const everything = attacks.join(' ');
/** What stands before an attack and can be read. */
const sign = (attack: string): string => attack.slice(0, attack.indexOf(' '));
const some = (n: number): string => attacks[(n * 37) % attacks.length] ?? '';

/** A flow whose every word is an attack: names, notes, texts of its card, and what its steps answer. */
const hostile = (url: string): string =>
  JSON.stringify({
    countersign: 1,
    id: 'hostile',
    name: some(0),
    description: everything,
    labels: [some(1)],
    inputs: { words: { type: 'list', items: 'string' } },
    connections: {
      writer: { kind: 'llm', label: some(2), description: everything },
      box: { kind: 'ssh', description: some(3) },
    },
    nodes: {
      start: { kind: 'trigger.manual', name: some(11) },
      ask: {
        kind: 'llm',
        name: some(4),
        note: everything,
        config: { connection: 'writer', prompt: everything, output: { text: 'text' } },
      },
      shell: { kind: 'ssh', name: some(5), config: { connection: 'box', script: 'cat words' } },
      send: { kind: 'http', name: some(6), config: { method: 'POST', url, body: { words: everything } } },
      review: {
        kind: 'approval',
        name: some(7),
        config: {
          title: everything,
          proposal: {
            action: everything,
            target: everything,
            reason: '{{ steps.ask.text }}',
            values: { words: everything },
            affects: { list: attacks },
          },
          show: [
            { label: 'Prepared', kind: 'markdown', value: '{{ steps.ask.text }}' },
            {
              label: 'Change',
              kind: 'diff',
              before: lines.replaceAll('m', 'n'),
              after: '{{ steps.ask.text }}',
            },
            { label: 'Rows', kind: 'table', value: attacks.map((words) => ({ words })) },
            { label: 'Said', kind: 'text', value: '{{ steps.shell.stdout }}' },
            { label: 'Data', kind: 'json', value: attacks },
          ],
          editable: { words: { type: 'text', label: some(8), value: everything } },
          timeout: 'none',
          tier: 1,
        },
      },
      done: { kind: 'end', name: some(9), config: { message: some(10) } },
    },
    edges: [
      'start -> ask',
      'ask -> shell',
      'shell -> send',
      'send -> review',
      'send.error -> review',
      'review.approved -> done',
      'review.declined -> done',
    ],
    notes: [{ text: everything, at: [0, 300] }],
    groups: [{ name: everything, nodes: ['ask', 'shell'] }],
    samples: {
      ask: { text: lines },
      shell: { exitCode: 0, stdout: lines, stderr: lines, durationMs: 3 },
    },
  });

/** Its name stands in every list. */
const named = JSON.stringify({
  countersign: 1,
  id: 'named',
  name: everything,
  nodes: { start: { kind: 'trigger.manual' }, done: { kind: 'end' } },
  edges: ['start -> done'],
});

/** Refuses, in the words of the attacker. */
async function startRefusing(): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(400, { 'content-type': 'text/html' }).end(everything));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No address.');
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}

/** A run that has met every attack and been decided with one, and a second one whose card waits. */
async function seed(client: Client, url: string) {
  await client('flows.import', { text: named });
  await client('runs.start', { id: 'named', target: 'draft' });
  const { id } = await client('flows.import', { text: hostile(url) });
  const begin = async () => {
    const run = await client('runs.start', { id, target: 'draft', input: { words: attacks } });
    await runReaches(client, run.id, 'waiting');
    const card = (await client('approvals.list', { run: run.id })).items[0];
    if (card === undefined) throw new Error('The run waits without a card.');
    return { run: run.id, card: card.id };
  };
  const decided = await begin();
  const comment = everything.slice(0, 9_900);
  await client('approvals.decide', { id: decided.card, decision: 'declined', comment });
  await runReaches(client, decided.run, 'succeeded');
  return { waiting: await begin(), decided };
}

/** Everything on the page that could act: there must be none of it but our own. */
const actingParts = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((element) => {
      const own = (address: string | null): boolean =>
        address === null || new URL(address, location.href).origin === location.origin;
      const bad: string[] = [];
      if (['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'FORM'].includes(element.tagName))
        bad.push(element.outerHTML);
      if (element.tagName === 'SCRIPT' && (element.textContent !== '' || !own(element.getAttribute('src'))))
        bad.push(element.outerHTML);
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on')) bad.push(`${name}=${value}`);
        if (['href', 'src', 'action', 'data', 'srcset', 'poster', 'xlink:href'].includes(name))
          if (/^\W*(javascript|data:text|vbscript)/i.test(value) || (element.tagName !== 'A' && !own(value)))
            bad.push(`${element.tagName} ${name}=${value}`);
      }
      return bad.map((text) => text.slice(0, 200));
    }),
  );

/** All words of a part of the page, with those inside its fields. */
const wordsOf = (part: Locator): Promise<string> =>
  part.evaluate((root) =>
    [
      root.textContent,
      ...[...root.querySelectorAll('input, textarea')].map((field) =>
        'value' in field ? String(field.value) : '',
      ),
    ].join('\n'),
  );

test('300 attacks in 12 places run no script and ask nobody else (ELE-05)', async ({ host, window }) => {
  const far = await startRefusing();
  const { waiting, decided } = await seed(host.client, far.url);
  const asked: string[] = [];
  window.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(host.url) && !/^(data|blob):/.test(url)) asked.push(url);
  });
  window.on('dialog', (dialog) => asked.push(`a dialog: ${dialog.message()}`));

  const seen: Record<string, number> = {};
  /** The place shows at least so many of them as words, and nothing on the page acts. */
  const look = async (
    place: string,
    least: number,
    part: Locator = window.locator('body'),
  ): Promise<void> => {
    await expect(window.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    await expect.poll(async () => seenIn(await wordsOf(part)), place).toBeGreaterThanOrEqual(least);
    seen[place] = seenIn(await wordsOf(part));
    expect(await actingParts(window), place).toEqual([]);
    expect(await window.evaluate('window.__ran ?? 0'), place).toBe(0);
  };
  const go = async (path: string): Promise<void> => void (await window.goto(host.url + path));

  await go('/flows');
  await look('names of flows', 300);
  await go('/flows/hostile');
  await look('a flow and its connections', 300);
  await go('/flows/hostile/edit');
  await look('notes and steps on the canvas', 300, editor(window).canvas);
  await go('/runs');
  await look('list of runs', 300);

  await go(`/runs/${decided.run}`);
  await look('story and comment', 100, run(window).story);
  const steps = window.getByRole('region', { name: 'Steps' });
  for (const [place, id, least] of [
    ['text of the model', 'ask', 300],
    ['output of SSH', 'shell', 300],
    ['message of an error', 'send', 1],
  ] as const) {
    const step = steps.locator(`[data-step="${id}"]`);
    await step.getByRole('button', { expanded: false }).first().dispatchEvent('click');
    await look(place, least, step);
  }

  await go(`/inbox/${waiting.card}`);
  const waits = card(window, sign(attacks[0] ?? ''));
  await look('title and proposal of a card', 300, waits.root);
  for (const label of ['Prepared', 'Change', 'Rows', 'Said', 'Data']) {
    if ((await waits.evidence(label).getAttribute('aria-expanded')) !== 'true')
      await waits.evidence(label).dispatchEvent('click');
    await look(`evidence: ${label}`, 1, window.locator(`[data-evidence="${label}"]`));
  }
  await go('/inbox?view=decided');
  await look('decided cards', 300);
  await go('/audit');
  await look('audit', 100);
  expect(asked).toEqual([]);
  expect(Object.values(seen).filter((count) => count === attacks.length).length).toBeGreaterThanOrEqual(12);
  far.close();
});

test('the page itself refuses markup, foreign scripts and code made from text (ELE-06)', async ({
  secondWindow,
}) => {
  // By themselves, as a script that got in would try them; each gives what was thrown.
  const refused = await secondWindow.evaluate((elsewhere) => {
    const trial = (act: () => unknown): string => {
      try {
        act();
        return 'it passed';
      } catch (error) {
        return error instanceof Error ? error.name : String(error);
      }
    };
    const element = document.createElement('div');
    const script = document.createElement('script');
    return {
      markup: trial(() => (element.innerHTML = '<img src=x onerror="window.__ran=1">')),
      beside: trial(() => document.body.insertAdjacentHTML('beforeend', '<b>x</b>')),
      foreignScript: trial(() => (script.src = `${elsewhere}/x.js`)),
      scriptText: trial(() => (script.textContent = 'window.__ran = 1')),
      worker: trial(() => new Worker(`${elsewhere}/x.js`)),
      notOurs: trial(() => new Worker('/api/v1/health')),
      timer: trial(() => Reflect.apply(setTimeout, window, ['window.__ran = 1'])),
      policy: trial(() =>
        (
          window as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => unknown } }
        ).trustedTypes.createPolicy('mine', {}),
      ),
      words: trial(() => (element.innerHTML = 'only words')),
    };
  }, foreign);
  expect(refused).toEqual({
    markup: 'TypeError',
    beside: 'TypeError',
    foreignScript: 'TypeError',
    scriptText: 'TypeError',
    worker: 'TypeError',
    notOurs: 'TypeError',
    timer: 'TypeError',
    policy: 'TypeError',
    words: 'it passed',
  });
  expect(await secondWindow.evaluate('window.__ran ?? 0')).toBe(0);
});
