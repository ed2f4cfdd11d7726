import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import type { Client } from '../../shared/api/client.ts';
import { startHttpServer, type HttpServer } from '../support/http-server.ts';
import { runReaches } from './support/examples.ts';
import { picture, schemes } from './support/pictures.ts';
import { runCourse } from './support/run-course.ts';
import { runRepair } from './support/run-repair.ts';
import { run } from './support/runs.ts';
import { expect, test as base } from './support/test.ts';

/** A real service on this machine whose answers a test writes, and the connection “shop” that leads there. */
const test = base.extend<{ service: HttpServer }>({
  service: async ({ host }, use) => {
    const service = await startHttpServer();
    await host.client('connections.save', { name: 'shop', kind: 'http', settings: { baseUrl: service.url } });
    await use(service);
    await service.close();
  },
});

const ordering = JSON.stringify({
  countersign: 1,
  id: 'order',
  name: 'Order paper',
  connections: { shop: { kind: 'http' } },
  nodes: {
    start: { kind: 'trigger.manual', name: 'Somebody asks' },
    price: { kind: 'http', name: 'Ask for the price', config: { connection: 'shop', path: '/price' } },
    place: {
      kind: 'http',
      name: 'Place the order',
      config: {
        connection: 'shop',
        method: 'POST',
        path: '/orders',
        body: { total: '{{ steps.price.body.total }}' },
      },
    },
    note: {
      kind: 'set',
      name: 'Write it down',
      config: { values: { paid: '{{ steps.price.body.total }}', order: '{{ steps.place }}' } },
    },
    done: { kind: 'end', name: 'Ordered', config: { output: { paid: '{{ steps.note.paid }}' } } },
  },
  edges: ['start -> price', 'price -> place', 'place -> note', 'note -> done'],
});

/** Another version of it, without the price. */
const byPhone = JSON.stringify({
  countersign: 1,
  id: 'order',
  name: 'Order paper',
  nodes: {
    start: { kind: 'trigger.manual', name: 'Somebody asks' },
    place: { kind: 'set', name: 'Order by phone', config: { values: { called: true } } },
    done: { kind: 'end', name: 'Ordered' },
  },
  edges: ['start -> place', 'place -> done'],
});

/** Live, and failed at its second step: the price came, the order was refused. */
async function failedOrder(client: Client, service: HttpServer): Promise<string> {
  service.script(
    { do: 'answer', status: 200, json: { total: 40 } },
    { do: 'answer', status: 400, json: { error: 'no paper' } },
  );
  await client('flows.import', { text: ordering });
  await client('connections.bind', { id: 'order', slot: 'shop', name: 'shop' });
  await client('flows.release', { id: 'order', notes: 'First' });
  await client('flows.setLive', { id: 'order', version: 1 });
  const { id } = await client('runs.start', { id: 'order', target: 'live', input: {} });
  await runReaches(client, id, 'failed');
  return id;
}

async function expectAxeClean(window: Page): Promise<void> {
  for (const colorScheme of schemes) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: window }).include('[role="dialog"]').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
  await window.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

test('an output is set by keyboard and the run goes on as if the step had given it; everything says by whom', async ({
  host,
  window,
  service,
}) => {
  const id = await failedOrder(host.client, service);
  await window.goto(`${host.url}/runs/${id}`);
  const [course, repair] = [runCourse(window), runRepair(window)];
  await course.row('Place the order').press('Enter');
  await expect(repair.group).toBeVisible();
  await repair.edit.press('Enter');
  await expect(repair.dialog).toContainText('Next: “Write it down”.');
  await expect(repair.output).toHaveValue(/"status": 200/);

  await repair.output.fill('{"status": 201, "headers": {}}');
  await expect(repair.dialog).toContainText('“body”: Is missing.');
  await expect(repair.press('Set output and go on')).toBeDisabled();
  await repair.output.fill('{"status": 201, "headers": {}, "body": {"order": "by phone"}}');
  await expectAxeClean(window);
  await window.keyboard.press('Escape');
  // The dialog is gone, the step is still there.
  await expect(repair.dialog).toBeHidden();
  await expect(course.panel('Place the order')).toBeVisible();

  await repair.edit.press('Enter');
  await repair.output.fill('{"status": 201, "headers": {}, "body": {"order": "by phone"}}');
  await repair.press('Set output and go on').press('Enter');
  await expect(run(window).standing).toContainText('Succeeded');
  expect(service.requests).toHaveLength(2);
  await expect(course.step('place')).toContainText('set by hand ×2');
  await expect(course.row('Place the order round 2, Succeeded, set by hand')).toBeVisible();
  await expect(course.panel('Place the order')).toContainText('Output set by');
  await expect(repair.group).toBeHidden();
  await window.keyboard.press('Escape');
  await expect(run(window).story).toContainText('Output of “Place the order” (round 2) set by Owner');
});

test('an earlier output is set anew with the difference in sight, and a step that fails then is skipped', async ({
  host,
  window,
  service,
}) => {
  const id = await failedOrder(host.client, service);
  service.script({ do: 'answer', status: 400, json: { error: 'still none' } });
  await window.goto(`${host.url}/runs/${id}`);
  const [course, repair] = [runCourse(window), runRepair(window)];
  await course.row('Ask for the price').click();
  await repair.edit.click();
  const before = await repair.output.inputValue();
  await repair.output.fill(before.replace('40', '35'));
  await expect(repair.difference).toContainText('35');
  await picture(window, 'run-repair');
  await repair.press('Set output and go on').click();
  await course.row('Place the order round 2').click();
  await repair.skip.click();
  await expect(repair.dialog).toContainText('What it changes outside does not happen.');
  await expect(repair.dialog).toContainText('What it gives is empty in “Write it down”');
  await expectAxeClean(window);
  await picture(window, 'run-repair-skip');
  await repair.press('Skip this step').click();
  await expect(run(window).standing).toContainText('Succeeded');
  await expect(course.step('place')).toContainText('Skipped');
  await window.keyboard.press('Escape');
  await expect(run(window).story).toContainText('“Place the order” (round 3) was skipped by Owner');
  expect((await host.client('runs.get', { id })).output).toEqual({ paid: 35 });
});

test('a run goes on with another version: what differs is said first, and each moment shows the drawing of its own version', async ({
  host,
  window,
  service,
}) => {
  const id = await failedOrder(host.client, service);
  const flow = await host.client('flows.get', { id: 'order' });
  await host.client('flows.save', { id: 'order', text: byPhone, ifMatch: flow.etag });
  await host.client('flows.release', { id: 'order', notes: 'By phone' });
  await window.goto(`${host.url}/runs/${id}`);
  const [course, repair] = [runCourse(window), runRepair(window)];
  await course.row('Place the order').click();
  await repair.retry.click();
  await repair.on.click();
  await window.getByRole('option', { name: 'v2 · By phone' }).click();
  await expect(repair.dialog).toContainText(/v1 → v2: \d steps changed/);
  await expectAxeClean(window);
  await picture(window, 'run-repair-version');
  await repair.press('Try again on v2').click();
  await expect(run(window).standing).toContainText('Succeeded');
  await expect(window.locator('header')).toContainText('v2');
  await expect(window.locator('header')).toContainText('began on v1');
  await expect(course.step('place')).toContainText('Order by phone');
  await expect(course.course).toContainText('Not in v2: “Ask for the price”.');
  await course.scrubber.focus();
  await window.keyboard.press('Home');
  await expect(course.step('place')).toContainText('Place the order');
  await expect(course.course).not.toContainText('Not in v2');
  await window.keyboard.press('End');
  await expect(course.step('place')).toContainText('Order by phone');
});
