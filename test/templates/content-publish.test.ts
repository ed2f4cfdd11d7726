import { expect, test } from 'vitest';
import { practise } from '../support/templates.ts';

const hour = 3_600_000;
const beginning = ['draft_ready', 'published_now', 'sum_up', 'prepare', 'editor'];

test('an editor sees preview and change, agrees, and the article is published and its author told', async () => {
  const run = await practise('content-publish');
  const card = await run.card();
  expect(card).toMatchObject({
    title: 'Publish “Why tides come twice a day”',
    tier: 1,
    pools: ['editors'],
    proposal: { action: 'Publish', values: { risk: 'low', author: 'Mary Somerville' } },
    show: [
      { label: 'Preview', kind: 'markdown' },
      { label: 'Change', kind: 'diff' },
    ],
  });
  expect(card.next).toMatchObject({
    approved: ['POST to cms', 'mail to the people the run names', 'ends as succeeded'],
  });
  const done = await run.decide('approved');
  expect(done).toMatchObject({
    status: 'succeeded',
    outcome: { node: 'published', message: '“Why tides come twice a day” is published' },
    output: { url: 'https://magazine.example/posts/why-tides-come-twice-a-day' },
  });
  expect(await run.ran()).toEqual([...beginning, 'publish', 'tell_published', 'published']);
  expect(await run.inputOf('publish')).toMatchObject({ idempotencyKey: `${run.run}-publish` });
  expect(await run.inputOf('tell_published')).toMatchObject({ to: { people: ['mary@magazine.example'] } });
});

test('what the editor corrects on the card is what goes online', async () => {
  const run = await practise('content-publish');
  await run.decide('approved', { values: { text: '# Tides\n\nTwice a day.' } });
  expect(await run.inputOf('publish')).toMatchObject({ body: { text: '# Tides\n\nTwice a day.' } });
});

test.each(['changes', 'declined'])(
  '%s leads back to the text with the editor’s words, four times at most',
  async (answer) => {
    const run = await practise('content-publish');
    for (let round = 1; round <= 3; round++) {
      const waiting = await run.decide(answer, { comment: `Shorter, please (${round})` });
      expect(waiting.status).toBe('waiting');
      expect(JSON.stringify(await run.inputOf('prepare'))).toContain(`Shorter, please (${round})`);
    }
    const ended = await run.decide(answer, { comment: 'Still too long' });
    expect(ended).toMatchObject({ status: 'failed', outcome: { node: 'talk' } });
    expect((await run.ran()).filter((node) => node === 'editor')).toHaveLength(4);
    expect(await run.ran()).not.toContain('publish');
  },
);

test('after eight hours the chief editor is asked, and can publish', async () => {
  const run = await practise('content-publish');
  await run.wait(8 * hour);
  const card = await run.card();
  expect(card).toMatchObject({ node: 'chief_editor', pools: ['chief-editors'] });
  expect(await run.decide('approved')).toMatchObject({ status: 'succeeded', outcome: { node: 'published' } });
  expect(await run.ran()).toEqual([...beginning, 'chief_editor', 'publish', 'tell_published', 'published']);
});

test('what the chief editor asks for reaches the text, and the editor is asked again', async () => {
  const run = await practise('content-publish');
  await run.wait(8 * hour);
  const waiting = await run.decide('changes', { comment: 'Name the moon' });
  expect(waiting.waitingFor).toMatchObject([{ node: 'editor', visit: 2 }]);
  expect(JSON.stringify(await run.inputOf('prepare'))).toContain('Name the moon');
});

test('the chief editor’s no is told to the author with its reason', async () => {
  const run = await practise('content-publish');
  await run.wait(8 * hour);
  const done = await run.decide('declined', { comment: 'We had this last month' });
  expect(done).toMatchObject({ status: 'declined', outcome: { node: 'not_published' } });
  expect(await run.inputOf('tell_not_published')).toMatchObject({ body: 'We had this last month\n' });
  expect(await run.ran()).not.toContain('publish');
});

test('when nobody answers at all, nothing is published and the author hears that', async () => {
  const run = await practise('content-publish');
  await run.wait(8 * hour);
  const done = await run.wait(24 * hour);
  expect(done).toMatchObject({ status: 'declined', outcome: { node: 'not_published' } });
  expect(await run.inputOf('tell_not_published')).toMatchObject({
    body: 'Nobody decided in time. Please talk to the editors.\n',
  });
  expect(await run.ran()).toEqual([...beginning, 'chief_editor', 'tell_not_published', 'not_published']);
});
