import { startHttpServer, type HttpServer } from '../support/http-server.ts';
import type { Client } from '../../shared/api/client.ts';
import { article, importContentApproval, runReaches } from './support/examples.ts';
import { ask } from './support/asking.ts';
import { inbox } from './support/inbox.ts';
import { staff } from './support/people.ts';
import { picture } from './support/pictures.ts';
import { run, runs } from './support/runs.ts';
import { shell } from './support/shell.ts';
import { expect, test as base } from './support/test.ts';

/** A real service on this machine whose answers a test writes. */
const test = base.extend<{ service: HttpServer }>({
  service: async ({ browserName: _ }, use) => {
    const service = await startHttpServer();
    await use(service);
    await service.close();
  },
});

/** A flow of one step that changes something at the service, live and under way. */
async function order(client: Client, service: HttpServer, step: object = {}): Promise<string> {
  const flow = {
    countersign: 1,
    id: 'order',
    name: 'Order paper',
    connections: { shop: { kind: 'http' } },
    nodes: {
      start: { kind: 'trigger.manual', name: 'Somebody asks' },
      place: {
        kind: 'http',
        name: 'Place the order',
        config: { connection: 'shop', method: 'POST', path: '/orders', body: { item: 'paper', count: 40 } },
        ...step,
      },
      done: { kind: 'end', name: 'Ordered' },
    },
    edges: ['start -> place', 'place -> done'],
  };
  await client('connections.save', { name: 'shop', kind: 'http', settings: { baseUrl: service.url } });
  await client('flows.import', { text: JSON.stringify(flow) });
  await client('connections.bind', { id: 'order', slot: 'shop', name: 'shop' });
  const { version } = await client('flows.release', { id: 'order', notes: 'First' });
  await client('flows.setLive', { id: 'order', version });
  return (await client('runs.start', { id: 'order', target: 'live', input: {} })).id;
}

const quick = (id: string, name: string): string =>
  JSON.stringify({
    countersign: 1,
    id,
    name,
    nodes: {
      start: { kind: 'trigger.manual' },
      done: { kind: 'end', config: { message: `${name} is done` } },
    },
    edges: ['start -> done'],
  });

test('runs are found by flow, state and words, and the address keeps the filter', async ({
  host,
  window,
}) => {
  await ask(host.client, 'letter', { title: 'Send the letter' });
  await host.client('flows.import', { text: quick('tea', 'Make tea') });
  await host.client('runs.start', { id: 'tea', target: 'draft', input: { leaf: 'Assam' } });
  await runs(window).open();
  const { rows, row, pick, words, showAll } = runs(window);
  await expect(rows).toHaveCount(2);
  await expect(row('Send the letter')).toContainText('Waiting');

  await pick('State', 'Waiting');
  await expect(rows).toHaveCount(1);
  await expect(row('Send the letter')).toBeVisible();
  await showAll.click();
  await pick('Flow', 'Make tea');
  await expect(rows).toHaveCount(1);
  expect(new URL(window.url()).searchParams.get('flow')).toBe('tea');
  await window.reload();
  await expect(row('Make tea')).toBeVisible();
  await expect(rows).toHaveCount(1);

  await showAll.click();
  await words.fill('Assam');
  await expect(rows).toHaveCount(1);
  await words.fill('coffee');
  await expect(window.getByRole('heading', { name: 'No run is like that' })).toBeVisible();
});

test('a run that somebody else starts appears by itself', async ({ host, window }) => {
  await host.client('flows.import', { text: quick('tea', 'Make tea') });
  await runs(window).open();
  await expect(window.getByRole('heading', { name: 'Nothing has run yet' })).toBeVisible();
  await picture(window, 'runs-empty');
  await host.client('runs.start', { id: 'tea', target: 'draft', input: {} });
  await expect(runs(window).row('Make tea')).toContainText('Succeeded');
});

test('long lists come in pages', async ({ host, window }) => {
  await host.client('flows.import', { text: quick('tea', 'Make tea') });
  for (let count = 0; count < 60; count += 1)
    await host.client('runs.start', { id: 'tea', target: 'draft', input: {} });
  await runs(window).open();
  await expect(runs(window).rows).toHaveCount(50);
  await runs(window).more.click();
  await expect(runs(window).rows).toHaveCount(60);
  await expect(runs(window).more).toBeHidden();
});

test('a waiting run says for whom, since when, and what comes next', async ({ host, window }) => {
  await staff(host);
  const id = await ask(host.client, 'letter', {
    title: 'Send the letter',
    config: {
      assign: { pools: ['editors'] },
      remind: ['1h'],
      escalate: [{ after: '3h', to: { pools: ['chiefs'] } }],
      timeout: '6h',
      onTimeout: 'decline',
    },
  });
  await window.goto(`${host.url}/runs/${id}`);
  await expect(run(window).standing).toHaveText(
    /^Waiting for editors since [\d:]+\. Reminder .*[\d:]+, chiefs .*[\d:]+, then at .*[\d:]+ declined\.$/,
  );
});

test('every step opens in place with what went in, what came out and each attempt', async ({
  host,
  window,
  service,
}) => {
  service.script(
    { do: 'answer', status: 503, json: { error: 'down' } },
    { do: 'answer', status: 201, json: { order: 'A-7' } },
  );
  const id = await order(host.client, service, { retry: { attempts: 3, backoff: '50ms' } });
  await runReaches(host.client, id, 'succeeded');
  await window.goto(`${host.url}/runs/${id}`);
  await run(window).openStep('Place the order');
  const step = run(window).step('Place the order');
  await expect(step).toContainText('2 attempts');
  await expect(step).toContainText('A-7');
  await step.getByRole('button', { name: 'Input' }).click();
  await expect(step).toContainText('paper');
  await step.getByRole('button', { name: '2 attempts' }).last().click();
  await expect(step).toContainText('503');
  await picture(window, 'run-step');
  await expect(run(window).story).toContainText('is done at attempt 2');
});

test('a failed run says what happened and goes on from the failed step', async ({
  host,
  window,
  service,
}) => {
  service.script(
    { do: 'answer', status: 400, json: { error: 'no paper' } },
    { do: 'answer', status: 201, json: { order: 'A-7' } },
  );
  const id = await order(host.client, service);
  await window.goto(`${host.url}/runs/${id}`);
  await expect(run(window).standing).toContainText('“Place the order” failed');
  await picture(window, 'run-failed');
  await run(window).button('Try again…').click();
  await run(window).dialog.getByRole('button', { name: 'Try again', exact: true }).click();
  await expect(run(window).standing).toContainText('Succeeded');
  await expect(run(window).story).toContainText('had the run tried again');
  expect(service.requests).toHaveLength(2);
});

test('an unknown outcome is answered once somebody has looked: done goes on without sending again', async ({
  host,
  window,
  service,
}) => {
  service.script({ do: 'reset' });
  const id = await order(host.client, service);
  await runReaches(host.client, id, 'waiting');
  await inbox(window).open();
  await expect(inbox(window).group('Did this happen?')).toContainText('Order paper');
  await expect(window.getByRole('heading', { name: 'Did “Place the order” happen?' })).toBeVisible();
  await picture(window, 'inbox-unknown');
  await window.getByRole('button', { name: 'It happened' }).click();
  await runReaches(host.client, id, 'succeeded');
  expect(service.requests).toHaveLength(1);
  await window.goto(`${host.url}/runs/${id}`);
  await expect(run(window).story).toContainText('answered: it happened');
});

test('an unknown outcome that did not happen is run again from the run itself', async ({
  host,
  window,
  service,
}) => {
  service.script({ do: 'reset' }, { do: 'answer', status: 201, json: { order: 'A-7' } });
  const id = await order(host.client, service);
  await runReaches(host.client, id, 'waiting');
  await window.goto(`${host.url}/runs/${id}`);
  await expect(window.getByText('otherwise it happens twice')).toBeVisible();
  await run(window).button('Run it again').click();
  await expect(run(window).standing).toContainText('Succeeded');
  expect(service.requests).toHaveLength(2);
});

test('cancelling says what stays, asks why, and the story keeps it', async ({ host, window }) => {
  const id = await ask(host.client, 'letter', { title: 'Send the letter' });
  await window.goto(`${host.url}/runs/${id}`);
  await run(window).button('Cancel the run…').click();
  await expect(run(window).dialog).toContainText('What has been done stays done.');
  await run(window).dialog.getByLabel('Why').fill('The letter is lost.');
  await run(window).dialog.getByRole('button', { name: 'Cancel the run' }).click();
  await expect(run(window).standing).toContainText('Cancelled');
  await expect(run(window).story).toContainText('The letter is lost.');
  await expect(run(window).button('Cancel the run…')).toBeHidden();
});

test('a draft that waits to be called back is answered by its starter, from the sample', async ({
  host,
  window,
}) => {
  const flow = {
    countersign: 1,
    id: 'remote',
    name: 'Remote job',
    nodes: {
      start: { kind: 'trigger.manual' },
      hold: { kind: 'wait', name: 'The machine answers', config: { timeout: '6h' } },
      done: { kind: 'end', config: { message: 'It said {{ steps.hold.body.stdout }}' } },
      late: { kind: 'end', config: { outcome: 'failed' } },
    },
    edges: ['start -> hold', 'hold -> done', 'hold.timeout -> late'],
    samples: { hold: { body: { exitCode: 0, stdout: 'all well' } } },
  };
  await host.client('flows.import', { text: JSON.stringify(flow) });
  const { id } = await host.client('runs.start', { id: 'remote', target: 'draft', input: {} });
  await runReaches(host.client, id, 'waiting');
  await window.goto(`${host.url}/runs/${id}`);
  await expect(run(window).standing).toContainText('to be called back since');
  await expect(window.getByLabel('What comes back, as JSON')).toHaveValue(/all well/);
  await run(window).button('Send the answer').click();
  await expect(run(window).standing).toContainText('It said all well');
});

test('a practice run tells which steps were answered from their samples', async ({ host, window }) => {
  const flow = await importContentApproval(host.client);
  const { id } = await host.client('runs.start', { id: flow, input: article, target: 'draft' });
  await runReaches(host.client, id, 'waiting');
  await window.goto(`${host.url}/runs/${id}`);
  await expect(run(window).step('Prepare the text')).toContainText('sample');
  await expect(run(window).story).toContainText(
    '“Prepare the text” is done, answered from its sample (practice).',
  );
});

test('a run that does not exist says so and leads back', async ({ host, window }) => {
  await window.goto(`${host.url}/runs/nothing`);
  await expect(window.getByRole('heading', { name: 'There is no such run' })).toBeVisible();
  await window.getByRole('link', { name: 'See all runs' }).click();
  await expect(shell(window).heading('Runs')).toBeVisible();
});
