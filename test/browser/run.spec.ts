import { startHttpServer, type HttpServer } from '../support/http-server.ts';
import type { Client } from '../../shared/api/client.ts';
import { ask } from './support/asking.ts';
import { card } from './support/card.ts';
import { inbox } from './support/inbox.ts';
import { picture } from './support/pictures.ts';
import { article, importContentApproval, runReaches } from './support/examples.ts';
import { staff } from './support/people.ts';
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

/** A flow of one step that changes something at the service, live and under way. */
async function order(client: Client, step: object = {}): Promise<string> {
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
  await client('flows.import', { text: JSON.stringify(flow) });
  await client('connections.bind', { id: 'order', slot: 'shop', name: 'shop' });
  const { version } = await client('flows.release', { id: 'order', notes: 'First' });
  await client('flows.setLive', { id: 'order', version });
  return (await client('runs.start', { id: 'order', target: 'live', input: {} })).id;
}

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
    /^Waiting for editors since [\d:]+\. Reminder .*[\d:]+, chiefs .*[\d:]+, then ends as declined at .*[\d:]+\.$/,
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
  const id = await order(host.client, { retry: { attempts: 3, backoff: '50ms' } });
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
  const id = await order(host.client);
  await window.goto(`${host.url}/runs/${id}`);
  await expect(run(window).standing).toContainText('“Place the order” failed');
  await picture(window, 'run-failed');
  await run(window).button('Try again…').click();
  await run(window).dialog.getByRole('button', { name: 'Try again on v1', exact: true }).click();
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
  const id = await order(host.client);
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
  const id = await order(host.client);
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
  await run(window).practice.answer.click();
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

test('where two cards of a run wait, a key decides neither', async ({ host, window }) => {
  const question = (title: string) => ({ kind: 'approval', config: { title, timeout: 'none', tier: 1 } });
  const flow = {
    countersign: 1,
    id: 'both',
    name: 'Both',
    nodes: {
      start: { kind: 'trigger.manual' },
      left: question('Left?'),
      right: question('Right?'),
      both: { kind: 'join', config: { mode: 'all' } },
      done: { kind: 'end' },
    },
    edges: [
      'start -> left',
      'start -> right',
      'left.approved -> both',
      'right.approved -> both',
      'both -> done',
    ],
  };
  await host.client('flows.import', { text: JSON.stringify(flow) });
  const { id } = await host.client('runs.start', { id: 'both', target: 'draft', input: {} });
  await runReaches(host.client, id, 'waiting');
  await window.goto(`${host.url}/runs/${id}`);
  await expect(card(window, 'Left?').approve).toBeVisible();
  await expect(card(window, 'Right?').approve).toBeVisible();
  await window.keyboard.press('a');
  await card(window, 'Left?').approve.click();
  await expect(card(window, 'Left?').root).toBeHidden();
  await expect(card(window, 'Right?').approve).toBeVisible();
});

test('a card of others is not put on the run’s page; who is asked stands in its first line', async ({
  host,
  window,
}) => {
  await staff(host);
  const id = await ask(host.client, 'front', {
    title: 'Change the front page',
    config: { assign: { pools: ['chiefs'] } },
  });
  await window.goto(`${host.url}/runs/${id}`);
  await expect(run(window).standing).toContainText('Waiting for chiefs since');
  await expect(card(window, 'Change the front page').root).toBeHidden();
});

test('a run that has ended is done again with what it got, or with something else', async ({
  host,
  window,
}) => {
  const flow = {
    countersign: 1,
    id: 'greet',
    name: 'Greet',
    inputs: { who: { type: 'string', required: true, label: 'Whom' } },
    nodes: {
      start: { kind: 'trigger.manual' },
      done: { kind: 'end', config: { message: 'Hello {{ trigger.input.who }}' } },
    },
    edges: ['start -> done'],
  };
  await host.client('flows.import', { text: JSON.stringify(flow) });
  const begin = async (who: string): Promise<string> => {
    const { id } = await host.client('runs.start', { id: 'greet', target: 'draft', input: { who } });
    await runReaches(host.client, id, 'succeeded');
    return id;
  };
  const first = await begin('Ada');
  await begin('Grace');

  await window.goto(`${host.url}/runs/${first}`);
  const { standing, button, dialog } = run(window);
  await button('Run again…').click();
  const whom = dialog.getByRole('textbox', { name: 'Whom' });
  await expect(whom).toHaveValue('Ada');
  await dialog.getByRole('button', { name: 'Run draft', exact: true }).click();
  await expect(window).not.toHaveURL(new RegExp(first));
  await expect(standing).toContainText('Hello Ada');

  await button('Run again…').click();
  await whom.fill('Mary');
  await dialog.getByRole('button', { name: 'Run draft', exact: true }).click();
  await expect(standing).toContainText('Hello Mary');
});
