import { expect, test } from 'vitest';
import { practise } from '../support/templates.ts';

const day = 24 * 3_600_000;
const beginning = ['request', 'start', 'finished', 'patch', 'tests', 'review'];

test('patch and test output are the evidence; a yes applies the patch and posts it', async () => {
  const run = await practise('agent-task');
  const card = await run.card();
  expect(card).toMatchObject({
    title: 'Apply the agent’s patch to shop: Make slugs of titles with several spaces',
    tier: 2,
    proposal: { affects: { count: 1 } },
    show: [
      { label: 'Patch', kind: 'diff' },
      { label: 'Test output', kind: 'text' },
    ],
  });
  expect(JSON.stringify(card.show)).toContain('3 passed, 0 failed');
  expect(await run.decide('approved')).toMatchObject({ status: 'succeeded', outcome: { node: 'applied' } });
  expect(await run.ran()).toEqual([...beginning, 'apply', 'post_applied', 'applied']);
  expect(await run.inputOf('post_applied')).toMatchObject({
    body: { state: 'success', description: 'Applied as 9fceb02d0ae598e95dc970b74767f19372d61af8' },
    idempotencyKey: `${run.run}-applied`,
  });
});

test('a no applies nothing and posts the reason', async () => {
  const run = await practise('agent-task');
  const done = await run.decide('declined', { comment: 'Not this way' });
  expect(done).toMatchObject({ status: 'declined', outcome: { node: 'declined' } });
  expect(await run.ran()).toEqual([...beginning, 'post_declined', 'declined']);
  expect(await run.inputOf('post_declined')).toMatchObject({
    body: { state: 'failure', description: 'Not this way' },
  });
});

test('asked for changes the agent starts again with the words, three times at most', async () => {
  const run = await practise('agent-task');
  await run.decide('changes', { comment: 'Add a test for tabs' });
  expect(await run.inputOf('start')).toMatchObject({ env: { NOTES: 'Add a test for tabs' } });
  await run.decide('changes', { comment: 'And for line breaks' });
  const ended = await run.decide('changes', { comment: 'Still not' });
  expect(ended).toMatchObject({ status: 'failed', outcome: { node: 'gave_up' } });
  expect((await run.ran()).filter((node) => node === 'start')).toHaveLength(3);
  expect(await run.ran()).not.toContain('apply');
});

test('three days without an answer mean no, and that is posted too', async () => {
  const run = await practise('agent-task');
  const done = await run.wait(3 * day);
  expect(done).toMatchObject({ status: 'declined', outcome: { node: 'declined' } });
  expect(await run.inputOf('post_declined')).toMatchObject({
    body: { description: 'Nobody decided in time' },
  });
});

test('an agent that never calls back ends the run after twelve hours', async () => {
  const run = await practise('agent-task', (drawing) => {
    const { finished, ...nodes } = drawing.nodes;
    // Without the look at the machine: only the call can end the wait, and it never comes.
    const wait = { ...finished, kind: 'wait', config: { for: 'callback', timeout: '12h' } };
    return { ...drawing, nodes: { ...nodes, finished: wait } };
  });
  await run.clock.advance(60_000);
  await run.clock.advance(day / 2);
  expect(await run.rest()).toMatchObject({ status: 'failed', outcome: { node: 'late' } });
});
