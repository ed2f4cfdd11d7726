import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { startHttpServer } from '../support/http-server.ts';
import { startModelServer, type ModelServer } from '../support/model-server.ts';
import { startSshServer } from '../support/ssh-server.ts';
import { connectionDialog } from './support/connection-dialog.ts';
import { editor } from './support/editor.ts';
import type { BrowserHost } from './support/host.ts';
import { picture } from './support/pictures.ts';
import { expect, test } from './support/test.ts';

const flow = `countersign: 1
id: first
name: A first flow
connections:
  writer: { kind: llm }
  shop: { kind: http }
  vm: { kind: ssh }
nodes:
  start: { kind: trigger.manual, name: Somebody presses Run }
  ask: { kind: llm, name: Ask it, config: { connection: writer, prompt: Hello } }
  send: { kind: http, name: Send it, config: { connection: shop, path: /orders } }
  job: { kind: ssh, name: Run it, config: { connection: vm, command: ./run.sh } }
  done: { kind: end, name: Done }
edges:
  - start -> ask
  - ask -> send
  - send -> job
  - job -> done
samples:
  ask: { text: Hello }
`;

// Ollama's own variable says where it listens; the host of each test reads it when it starts.
let ollama: ModelServer;
test.beforeAll(async () => {
  ollama = await startModelServer({ models: ['llama3.2:latest', 'tiny'] });
  process.env['OLLAMA_HOST'] = new URL(ollama.baseUrl).host;
});
test.afterAll(async () => {
  delete process.env['OLLAMA_HOST'];
  await ollama.close();
});

async function openFirst(window: Page, host: BrowserHost) {
  await host.client('flows.import', { text: flow });
  await editor(window).open(`${host.url}/flows/first/edit`);
  const bound = async (slot: string) =>
    (await host.client('connections.bindings', { id: 'first' })).items.find((one) => one.slot === slot)
      ?.draft;
  const made = async (name: string) =>
    (await host.client('connections.list', {})).items.find((one) => one.name === name);
  return { dialog: connectionDialog(window), bound, made };
}

test('a model on this computer is found by itself; one at a provider says what is wrong until it is right', async ({
  window,
  host,
}) => {
  const { dialog, bound, made } = await openFirst(window, host);
  await dialog.open('ask', 'Model connection');
  await expect(dialog.root).toContainText('Ollama runs here with 2 models.');
  await expect(dialog.field('Model')).toHaveValue('llama3.2:latest');
  await dialog.fill('Model', 'huge');
  await dialog.test();
  await expect(dialog.root).toContainText(/Model not found: .* has no “huge”/);
  await expect(dialog.root).toContainText('It has: llama3.2:latest, tiny.');
  await picture(window, 'connection-model');
  const { violations } = await new AxeBuilder({ page: window }).include('[role="dialog"]').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);

  const provider = await startModelServer({ models: ['big'], key: 'sk-right' });
  await dialog.root.getByLabel('At a provider').check();
  await dialog.choose('Provider', 'Mistral');
  await expect(dialog.field('Address')).toHaveValue('https://api.mistral.ai/v1');
  await dialog.fill('Address', provider.baseUrl);
  await dialog.fill('Model', 'big');
  await dialog.fill('Key', 'sk-wrong');
  await dialog.test();
  await expect(dialog.root).toContainText('Key refused');
  await dialog.fill('Key', 'sk-right');
  await expect(dialog.root).not.toContainText('Key refused');
  await dialog.test();
  await expect(dialog.root).toContainText('has the model “big”');
  await provider.close();
  await dialog.test();
  await expect(dialog.root).toContainText(/No answer from 127\.0\.0\.1:\d+/);
  expect((await host.client('connections.list', {})).items).toEqual([]);
  await dialog.press('Make and use it');
  await expect.poll(() => bound('writer')).toBe('model');
  expect(await made('model')).toMatchObject({
    kind: 'llm',
    settings: { baseUrl: provider.baseUrl, model: 'big' },
    secrets: ['apiKey'],
  });
});

test('“not now” keeps practising: the flow names its need, and this machine has nothing', async ({
  window,
  host,
}) => {
  const { dialog, bound } = await openFirst(window, host);
  await dialog.open('ask', 'Model connection');
  await dialog.root.getByLabel('Not now: keep practising').check();
  await dialog.press('Keep practising');
  await expect(dialog.root).toBeHidden();
  expect(await bound('writer')).toBeNull();
  expect((await host.client('flows.get', { id: 'first' })).drawing.nodes['ask']?.config?.['connection']).toBe(
    'writer',
  );
});

test('a web service is asked with a token, and with a user and password', async ({ window, host }) => {
  const service = await startHttpServer();
  service.script((request) => ({
    do: 'answer',
    status: request.headers['authorization'] === 'Basic bWFyYTpnb29k' ? 200 : 401,
  }));
  const { dialog, made } = await openFirst(window, host);
  await dialog.open('send', 'Connection');
  await dialog.fill('Address', service.url);
  await dialog.choose('What it asks for', 'A token');
  await dialog.fill('Token', 'old');
  await dialog.test();
  await expect(dialog.root).toContainText('Key refused');
  await dialog.choose('What it asks for', 'A user and a password');
  await dialog.fill('User', 'mara');
  await dialog.fill('Password', 'good');
  await dialog.test();
  await expect(dialog.root).toContainText('answers (200)');
  await picture(window, 'connection-web');
  await dialog.fill('Name on this machine', 'shop-main');
  await dialog.press('Make and use it');
  await expect
    .poll(() => made('shop-main'))
    .toMatchObject({ settings: { user: 'mara' }, secrets: ['password'] });
  await service.close();
});

test('a server’s host key is shown, pinned by one press, and another one is refused later', async ({
  window,
  host,
}) => {
  const server = await startSshServer();
  const { dialog, made } = await openFirst(window, host);
  await dialog.open('job', 'Server');
  await dialog.fill('Host', server.host);
  await dialog.fill('Port', String(server.port));
  await dialog.fill('User', server.user);
  await dialog.fill('Private key', server.privateKey);
  await dialog.test();
  await expect(dialog.root).toContainText(server.hostKey);
  await picture(window, 'connection-server');
  await dialog.press('It is the same: pin it');
  await expect(dialog.root).toContainText('let ');
  await expect(dialog.field('Host key')).toHaveValue(server.hostKey);
  await dialog.fill('Host key', `SHA256:${'A'.repeat(43)}`);
  await dialog.test();
  await expect(dialog.root).toContainText('The host key has changed.');
  await dialog.fill('Host key', server.hostKey);
  await dialog.press('Make and use it');
  await expect
    .poll(() => made('server'))
    .toMatchObject({
      settings: { hostKey: server.hostKey },
      secrets: ['privateKey'],
    });
  await server.close();
});
