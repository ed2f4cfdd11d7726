import type { Client } from '../../shared/api/client.ts';
import { card } from './support/card.ts';
import { runReaches } from './support/examples.ts';
import { picture } from './support/pictures.ts';
import { run } from './support/runs.ts';
import { expect, test } from './support/test.ts';

const ladder = {
  title: 'Send the letter',
  assign: { pools: ['editors'] },
  remind: ['1h'],
  escalate: [{ after: '4h', to: { pools: ['backup'] } }],
  timeout: '8h',
  onTimeout: 'decline',
};

/** A draft of one question, under way. */
async function draft(client: Client, config: object): Promise<string> {
  const flow = {
    countersign: 1,
    id: 'letter',
    name: 'Letter',
    nodes: {
      start: { kind: 'trigger.manual' },
      review: { kind: 'approval', name: 'An editor decides', config },
      done: { kind: 'end', config: { message: 'It is sent.' } },
    },
    edges: ['start -> review', 'review.approved -> done'],
  };
  await client('flows.import', { text: JSON.stringify(flow) });
  const { id } = await client('runs.start', { id: 'letter', target: 'draft', input: {} });
  await runReaches(client, id, 'waiting');
  return id;
}

test('reminder, escalation and the end are seen by three jumps, and the story names each rung', async ({
  host,
  window,
}) => {
  const id = await draft(host.client, ladder);
  const { practice, standing, story } = run(window);
  await window.goto(`${host.url}/runs/${id}`);
  await expect(practice.bar).toContainText('“An editor decides” waits for a decision until');
  await expect(practice.jump).toHaveText(/: the reminder, in 1 h$/);
  await practice.jump.click();
  await expect(practice.bar).toContainText('Its clock is 1 h ahead');
  await expect(practice.jump).toHaveText(/: backup are asked, in 3 h$/);
  await picture(window, 'run-practice');
  await practice.jump.press('Enter');
  await expect(standing).toContainText('Waiting for editors and backup');
  await expect(practice.jump).toHaveText(/: the time limit, in 4 h$/);
  await practice.jump.press('Enter');
  await expect(standing).toContainText('Ended as declined after 8 h');
  await expect(practice.bar).toBeFocused();
  await expect(practice.jump).toBeHidden();
  await expect(story).toContainText('jumped 1 h ahead, to the reminder of “An editor decides” (practice).');
  await expect(story).toContainText('were reminded');
  await expect(story).toContainText('so backup were asked as well');
  await expect(story).toContainText('Nobody answered “An editor decides” in time, which counts as declined.');
});

test('who must agree can be tried alone: two practice people let it go on', async ({ host, window }) => {
  const id = await draft(host.client, { ...ladder, quorum: 2 });
  const { practice, standing, story } = run(window);
  const letter = card(window, 'Send the letter');
  await window.goto(`${host.url}/runs/${id}`);
  await practice.decide.click();
  await expect(letter.root.locator('[data-card-title]')).toBeFocused();
  await letter.decideAs.selectOption('Editor A (practice)');
  await picture(window, 'card-practice');
  await letter.approve.click();
  await expect(letter.root).toContainText('1 of 2 agreed: Editor A (practice)');
  await expect(letter.decideAs.getByRole('option', { name: 'Editor A (practice)' })).toHaveCount(0);
  await practice.jump.click();
  await practice.jump.click();
  await expect(letter.decideAs.getByRole('option', { name: 'Backup A (practice)' })).toBeAttached();
  await letter.decideAs.selectOption('Backup A (practice)');
  await letter.approve.click();
  await expect(standing).toContainText('It is sent.');
  await expect(story).toContainText('Backup A (practice) approved “An editor decides”');
});

test('another answer than the example is written and sent as the callback', async ({ host, window }) => {
  const flow = {
    countersign: 1,
    id: 'remote',
    name: 'Remote job',
    nodes: {
      start: { kind: 'trigger.manual' },
      hold: { kind: 'wait', name: 'The machine answers', config: { timeout: '6h' } },
      done: { kind: 'end', config: { message: 'It said {{ steps.hold.body.word }}' } },
      late: { kind: 'end', config: { outcome: 'failed', message: 'Too late' } },
    },
    edges: ['start -> hold', 'hold -> done', 'hold.timeout -> late'],
    samples: { hold: { body: { word: 'well' } } },
  };
  await host.client('flows.import', { text: JSON.stringify(flow) });
  const { id } = await host.client('runs.start', { id: 'remote', target: 'draft', input: {} });
  await runReaches(host.client, id, 'waiting');
  const { practice, standing } = run(window);
  await window.goto(`${host.url}/runs/${id}`);
  await expect(practice.jump).toHaveText(/: the time limit, in 6 h$/);
  await practice.otherAnswer.press('Enter');
  const text = window.getByLabel('What comes back, as JSON');
  await expect(text).toHaveValue(/well/);
  await picture(window, 'run-practice-callback');
  await text.fill('{ "word": "badly" }');
  await window.getByRole('button', { name: 'Send this answer' }).click();
  await expect(standing).toContainText('It said badly');
});

test('a live run that waits offers no practice', async ({ host, window }) => {
  await draft(host.client, ladder);
  await host.client('flows.release', { id: 'letter', notes: 'First' });
  await host.client('flows.setLive', { id: 'letter', version: 1 });
  const { id } = await host.client('runs.start', { id: 'letter', target: 'live', input: {} });
  await runReaches(host.client, id, 'waiting');
  await window.goto(`${host.url}/runs/${id}`);
  await expect(run(window).standing).toContainText('Waiting for editors');
  await expect(run(window).practice.bar).toBeHidden();
});
