import { AxeBuilder } from '@axe-core/playwright';
import { startHttpServer } from '../support/http-server.ts';
import { runReaches } from './support/examples.ts';
import { picture, schemes } from './support/pictures.ts';
import { run } from './support/runs.ts';
import { expect, test } from './support/test.ts';

const flow = (url: string, path: string): string =>
  JSON.stringify({
    countersign: 1,
    id: 'order',
    name: 'Order paper',
    inputs: { sheets: { type: 'number' } },
    nodes: {
      start: { kind: 'trigger.manual', name: 'Somebody asks' },
      ask: { kind: 'http', name: 'Ask the shop', config: { url: `${url}${path}` } },
      done: { kind: 'end', name: 'Asked' },
    },
    edges: ['start -> ask', 'ask -> done'],
  });

test('a run opens as a draft with its values as examples; a draft that has gone on is kept, copied or brought back', async ({
  host,
  window,
}) => {
  const service = await startHttpServer();
  service.script({
    do: 'answer',
    status: 200,
    headers: { 'set-cookie': 'session=of-the-shop' },
    json: { left: 40 },
  });
  const { client } = host;
  await client('flows.import', { text: flow(service.url, '/stock') });
  const { id } = await client('runs.start', { id: 'order', target: 'draft', input: { sheets: 40 } });
  await runReaches(client, id, 'succeeded');
  const draft = async () => (await client('flows.get', { id: 'order' })).drawing;
  const ask = async (): Promise<void> => {
    await window.goto(`${host.url}/runs/${id}`);
    await window.getByRole('button', { name: 'More for this run' }).click();
    await window.getByRole('menuitem', { name: 'Open as a draft…' }).click();
  };
  const { dialog, button } = run(window);

  await ask();
  await expect(dialog).toContainText('The draft is still what ran.');
  await button('Open the draft').click();
  await expect(window.getByText('2 steps have the run’s values as their examples.')).toBeVisible();
  await expect
    .poll(async () => (await draft()).samples)
    .toMatchObject({ start: { input: { sheets: 40 } }, ask: { status: 200, body: { left: 40 } } });
  expect(JSON.stringify(await draft())).not.toContain('cookie');

  const { etag } = await client('flows.get', { id: 'order' });
  await client('flows.save', { id: 'order', text: flow(service.url, '/prices'), ifMatch: etag });
  await ask();
  await expect(dialog).toContainText('The draft has gone on since this run.');
  await expect(dialog).toContainText('/prices');
  for (const colorScheme of schemes) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: window }).include('[role="dialog"]').analyze();
    expect(violations.map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.target.join(' ') ?? ''}`)).toEqual(
      [],
    );
  }
  await picture(window, 'run-as-draft');
  await button('Make a copy of the flow').click();
  await expect(window).toHaveURL(`${host.url}/flows/order-as-it-ran/edit`);
  expect(JSON.stringify(await draft())).toContain('/prices');
  expect((await client('flows.get', { id: 'order-as-it-ran' })).drawing.samples).toHaveProperty('ask');

  await ask();
  await button('Replace the draft (undo brings it back)').click();
  await expect.poll(async () => JSON.stringify(await draft())).toContain('/stock');
  await window.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(async () => JSON.stringify(await draft())).toContain('/prices');
  // Loading the page again does not do it again.
  await window.reload();
  await expect(window.getByRole('heading', { name: 'Order paper' }).first()).toBeVisible();
  expect(JSON.stringify(await draft())).toContain('/prices');
  await service.close();
});
