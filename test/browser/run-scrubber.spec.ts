import { AxeBuilder } from '@axe-core/playwright';
import type { Client } from '../../shared/api/client.ts';
import { runReaches, startPractice } from './support/examples.ts';
import { picture, schemes } from './support/pictures.ts';
import { runCourse } from './support/run-course.ts';
import { run } from './support/runs.ts';
import { expect, test } from './support/test.ts';

/** The content example to its end as practice: asked for changes once, then approved. */
async function contentToItsEnd(client: Client): Promise<string> {
  const { run: id, card } = await startPractice(client);
  await client('approvals.decide', {
    id: card,
    decision: 'changes',
    comment: 'Name the worms.',
    as: 'Editor A',
  });
  await runReaches(client, id, 'waiting');
  const { items } = await client('approvals.list', { run: id, status: 'pending' });
  await client('approvals.decide', { id: items[0]?.id ?? '', decision: 'approved', as: 'Editor B' });
  await runReaches(client, id, 'succeeded');
  return id;
}

test('one scrubber moves the drawing, the timeline, the story and the steps through time, by keyboard alone', async ({
  host,
  window,
}) => {
  const id = await contentToItsEnd(host.client);
  const { items: events } = await host.client('runs.events', { id, limit: 10_000 });
  await window.goto(`${host.url}/runs/${id}`);
  const seen = runCourse(window);
  await expect(seen.step('review')).toContainText('Approved');
  await expect(seen.row('Prepare the text round 2')).toBeVisible();
  await picture(window, 'run-canvas');

  const asked: string[] = [];
  window.on('request', (request) => asked.push(request.url()));
  const first = events.findIndex(({ type }) => type === 'approval.requested') + 1;
  await seen.scrubber.focus();
  await window.keyboard.press('Home');
  await expect(seen.scrubber).toHaveAttribute('aria-valuenow', '1');
  await expect(run(window).sentences.locator('nth=0')).toHaveAttribute('aria-current', 'step');
  for (let k = 1; k < first; k++) await window.keyboard.press('ArrowRight');
  await expect(seen.scrubber).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`^Event ${first} of ${events.length}, .*asked`),
  );

  await expect(seen.step('review')).toContainText('Needs a decision');
  await expect(seen.step('publish')).not.toContainText('Done');
  await expect(seen.course).toContainText('As it stood then:Waiting');
  await expect(seen.row('Prepare the text round 2, not yet')).toBeVisible();
  await expect(seen.current).toContainText('to decide');
  await expect(window.getByRole('region', { name: 'Steps' }).getByRole('listitem')).toHaveCount(
    new Set(events.slice(0, first).flatMap(({ node, visit }) => (node === null ? [] : [`${node}#${visit}`])))
      .size,
  );
  // The run itself stands where it stood: only what is looked at went back.
  await expect(run(window).standing).toContainText('Succeeded');
  expect(asked).toEqual([]);
  await picture(window, 'run-scrubbed');

  await window.keyboard.press('End');
  await expect(seen.back).toBeHidden();
  await expect(seen.step('review')).toContainText('Approved');
  for (const colorScheme of schemes) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: window }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([]);
  }
});

test('a step is opened from the drawing and from the timeline, each round with what went in and came out', async ({
  host,
  window,
}) => {
  const id = await contentToItsEnd(host.client);
  await window.goto(`${host.url}/runs/${id}`);
  const seen = runCourse(window);
  await seen.step('review').click();
  const review = seen.panel('An editor decides');
  await expect(review).toContainText('approved');
  await expect(seen.row('An editor decides round 2')).toHaveAttribute('aria-pressed', 'true');
  await review.getByText('Round 1').click();
  await expect(review).toContainText('Name the worms.');
  await picture(window, 'run-canvas-step');
  await window.keyboard.press('Escape');
  await expect(run(window).story).toBeVisible();

  await seen.row('Prepare the text Succeeded').click();
  await expect(seen.panel('Prepare the text')).toContainText('Output');
  await window.keyboard.press('ArrowDown');
  await expect(seen.panel('An editor decides')).toBeVisible();
  await seen.panel('An editor decides').getByRole('button', { name: 'Back to the story' }).click();
  await run(window).sentences.first().getByRole('button').click();
  await expect(seen.scrubber).toHaveAttribute('aria-valuenow', '1');
  await seen.back.click();
  await expect(seen.back).toBeHidden();
});

test('500 steps are gone through fluidly', async ({ host, window }) => {
  const names = Array.from({ length: 500 }, (_, index) => `s${index}`);
  const flow = {
    countersign: 1,
    id: 'long',
    name: 'Five hundred steps',
    nodes: {
      start: { kind: 'trigger.manual' },
      ...Object.fromEntries(names.map((name) => [name, { kind: 'set', config: { values: { name } } }])),
    },
    edges: names.map((name, index) => `${names[index - 1] ?? 'start'} -> ${name}`),
  };
  await host.client('flows.import', { text: JSON.stringify(flow) });
  const { id } = await host.client('runs.start', { id: 'long', target: 'draft', input: {} });
  await runReaches(host.client, id, 'succeeded');
  await window.goto(`${host.url}/runs/${id}`);
  const seen = runCourse(window);
  await expect(seen.row(/ S0 Succeeded/)).toBeVisible({ timeout: 30_000 });
  await seen.scrubber.focus();
  const spent = await window.evaluate(async () => {
    const slider = document.activeElement;
    const frames: number[] = [];
    for (let n = 0; n < 40; n++) {
      const before = performance.now();
      slider?.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      frames.push(performance.now() - before);
    }
    return frames.sort((a, b) => a - b)[Math.floor(frames.length / 2)] ?? 0;
  });
  await expect(seen.scrubber).toHaveAttribute('aria-valuenow', /^1\d\d$/);
  // Tens of milliseconds on a quiet machine; CI shares its processors.
  expect(spent).toBeLessThan(400);
});
