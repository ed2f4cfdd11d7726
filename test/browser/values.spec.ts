import type { Page } from 'playwright/test';
import { editor } from './support/editor.ts';
import type { BrowserHost } from './support/host.ts';
import { panel, savedStep } from './support/panel.ts';
import { expect, test } from './support/test.ts';

const text = `countersign: 1
id: values
nodes:
  plan: { kind: trigger.schedule, config: { cron: 30 8 * * 2 } }
  start: { kind: trigger.manual }
  draft: { kind: set, config: { values: { title: Tides, note: '{{ default(steps.review.comment, "") }}' } } }
  review:
    kind: approval
    config:
      title: Publish it?
      show:
        - { label: Change, kind: diff, before: was, after: is }
      assign: { people: [owner] }
      timeout: 1d
      onTimeout: decline
  weigh: { kind: branch, config: { cases: [{ name: fine, when: 'steps.draft.title == "Tides"' }] } }
  send:
    kind: http
    config: { method: POST, url: 'https://example.com/x', body: { a: 1 }, idempotencyKey: k-1, success: '200,409' }
  tell: { kind: notify, config: { title: 'About {{ steps.draft.title }}', body: to read } }
edges:
  - plan -> draft
  - start -> draft
  - draft -> review
  - review.approved -> weigh
  - review.changes -> draft
  - weigh.fine -> send
  - send -> tell
samples:
  draft: { title: Tides, note: '' }
`;

async function open(window: Page, host: BrowserHost) {
  await host.client('flows.import', { text });
  await editor(window).open(`${host.url}/flows/values/edit`);
  const form = panel(window);
  const config = async (step: string) => (await savedStep(host.client, 'values', step))?.config ?? {};
  return { form, config, screen: editor(window) };
}

test('what a field held in its other form is there again when it is switched back', async ({
  window,
  host,
}) => {
  const { form, config, screen } = await open(window, host);
  const before = await config('send');
  await form.open('send');
  await form.choose('Method', 'GET');
  await screen.saved();
  expect(await config('send')).not.toHaveProperty('body');
  await form.choose('Method', 'PUT');
  await form.choose('Good answers', 'Any success (200 to 299)');
  await form.choose('Good answers', 'Others…');
  await screen.saved();
  expect(await config('send')).toEqual({ ...before, method: 'PUT' });

  await form.open('review');
  await form.choose('Kind of Change', 'Text');
  await form.choose('Kind of Change', 'Before and after');
  await screen.saved();
  expect((await config('review'))['show']).toEqual([
    { label: 'Change', kind: 'diff', before: 'was', after: 'is' },
  ]);

  await form.open('weigh');
  await form.root.getByRole('button', { name: 'Insert value: Compared with: Fine' }).click();
  await form.values.getByRole('option', { name: /^Who decided, as an id/u }).click();
  await form.press('Type instead: Compared with: Fine');
  await screen.saved();
  expect((await config('weigh'))['cases']).toEqual([{ name: 'fine', when: 'steps.draft.title == "Tides"' }]);

  await form.open('plan');
  await form.side('Each month');
  await form.side('On weekdays');
  await screen.saved();
  expect((await config('plan'))['cron']).toBe('30 8 * * 2');
});

test('values are dragged from the list and from field to field, and say when they are empty', async ({
  window,
  host,
}) => {
  const { form, config, screen } = await open(window, host);
  await form.open('draft');
  await expect(form.root.locator('[data-chip]')).toContainText('empty the first time');

  await form.open('tell');
  const chip = form.root.locator('[data-chip]').first();
  await chip.dragTo(form.field('Text'), { targetPosition: { x: 4, y: 12 } });
  await screen.saved();
  expect(await config('tell')).toMatchObject({
    title: 'About {{ steps.draft.title }}',
    body: '{{ steps.draft.title }}to read',
  });
  await form.root.getByRole('button', { name: 'Insert value: Title', exact: true }).click();
  await form.values.getByRole('option', { name: /^Who decided, as an id/u }).dragTo(form.field('Title'), {
    targetPosition: { x: 4, y: 12 },
  });
  await expect(form.values).toBeHidden();
  await screen.saved();
  expect((await config('tell'))['title']).toBe('{{ steps.review.by }}About {{ steps.draft.title }}');
  // Pressed, not dragged, a chip still opens.
  await form.root.locator('[data-chip]').first().click();
  await expect(window.getByRole('button', { name: 'Choose another' })).toBeVisible();
});
