import { runCourse } from './support/run-course.ts';
import { runReaches } from './support/examples.ts';
import { expect, test } from './support/test.ts';

const rounds = 5200;

/** Goes round and round, two steps a round: more than 10,000 events, which is what one page of a history holds. */
const flow = {
  countersign: 1,
  id: 'count',
  name: 'Count',
  nodes: {
    start: { kind: 'trigger.manual' },
    step: { kind: 'set', visits: rounds, config: { values: { at: 1 } } },
    again: { kind: 'branch', visits: rounds, config: { cases: [{ name: 'more', when: 'true' }] } },
    done: { kind: 'end' },
  },
  edges: ['start -> step', 'step -> again', 'again.more -> step', 'step.limit -> done', 'again.else -> done'],
};

test('the history of a run with more events than a page holds is gone through to its end', async ({
  host,
  window,
}) => {
  await host.client('flows.import', { text: JSON.stringify(flow) });
  const { id } = await host.client('runs.start', { id: 'count', target: 'draft' });
  await runReaches(host.client, id, 'succeeded');
  const { course, scrubber } = runCourse(window);
  await window.goto(`${host.url}/runs/${id}`);
  await expect(course).toContainText(/Event (10[4-9]|[2-9]\d\d\d)\d\d of/, { timeout: 30_000 });
  await expect(scrubber).toHaveAttribute('aria-valuetext', /The run succeeded/);
});
