import { startHttpServer } from '../support/http-server.ts';
import { startSshServer } from '../support/ssh-server.ts';
import { connections } from './support/connections.ts';
import { picture } from './support/pictures.ts';
import { shell } from './support/shell.ts';
import { expect, test } from './support/test.ts';

const orders = `countersign: 1
id: orders
name: Place orders
connections:
  shop: { kind: http }
nodes:
  start: { kind: trigger.manual, name: Somebody presses Run }
  send: { kind: http, name: Send it, config: { connection: shop, path: /orders } }
  done: { kind: end, name: Done }
edges:
  - start -> send
  - send -> done
`;

test('a connection is made, tested, changed without its secret being told, renamed and deleted', async ({
  window,
  host,
}) => {
  const service = await startHttpServer();
  service.script((request) => ({
    do: 'answer',
    status: request.headers['authorization'] === 'Bearer right' ? 200 : 401,
  }));
  await host.client('flows.import', { text: orders });
  const it = connections(window);
  await window.goto(`${host.url}/flows`);
  await shell(window).link('Connections').click();
  await expect(window.getByRole('heading', { name: 'Nothing is connected yet' })).toBeVisible();
  await picture(window, 'connections-empty');

  await it.make('Web service');
  await it.field('Address').fill(service.url);
  await it.choose('What it asks for', 'A token');
  await it.field('Token').fill('wrong');
  await it.field('Name on this machine').fill('shop');
  await it.press('Make it');
  await expect(shell(window).heading('shop')).toBeVisible();
  await expect(window.getByText('Not tested')).toBeVisible();
  await window.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(window.getByRole('alert')).toContainText('Key refused');

  await it.change();
  await expect(it.field('Token')).toHaveValue('');
  await expect(it.field('Token')).toHaveAttribute('placeholder', 'Kept here. Type to replace it.');
  await it.press('Test');
  await expect(it.dialog.getByRole('alert')).toContainText('Key refused');
  await it.field('Token').fill('right');
  await it.press('Test');
  await expect(it.dialog.getByRole('status')).toContainText('answers (200)');
  await picture(window, 'connection-change');
  await it.press('Save the changes');
  await expect(it.dialog).toBeHidden();
  await it.change();
  await it.field('Address').fill(`${service.url}/v2`);
  await it.press('Save the changes');
  await expect(it.dialog).toBeHidden();
  await window.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(window.getByText('answers (200)')).toBeVisible();

  const used = async (target: 'draft' | 'live') =>
    (await host.client('connections.bindings', { id: 'orders' })).items[0]?.[target];
  await window.getByRole('combobox', { name: 'Use it in another flow' }).click();
  await window.getByRole('option', { name: 'Place orders' }).click();
  for (const where of ['practice', 'live']) {
    await it
      .place('Place orders')
      .getByRole('combobox', { name: `shop in ${where}` })
      .click();
    await window.getByRole('option', { name: 'shop', exact: true }).click();
  }
  await expect.poll(() => used('live')).toBe('shop');

  await it.more('shop', 'Rename…');
  await it.field('Name on this machine').fill('shop-eu');
  await it.press('Rename');
  await expect(shell(window).heading('shop-eu')).toBeVisible();
  await expect(it.place('Place orders')).toBeVisible();
  expect(await used('draft')).toBe('shop-eu');
  await picture(window, 'connection');
  await window.getByRole('link', { name: 'Connections', exact: true }).last().click();
  await expect(it.row('shop-eu')).toContainText('Answered');
  await expect(it.row('shop-eu')).toContainText('1 flow');
  await it.row('shop-eu').getByRole('link').click();

  await it.more('shop-eu', 'Delete…');
  await expect(it.dialog).toContainText('Place orders: live steps that use it fail');
  await picture(window, 'connection-delete');
  await it.press('Delete it all the same');
  await expect(window.getByRole('heading', { name: 'Nothing is connected yet' })).toBeVisible();
  expect(await used('live')).toBeNull();
  await service.close();
});

test('a server’s key is compared and pinned where it is tested, and another machine is refused', async ({
  window,
  host,
}) => {
  const server = await startSshServer();
  const settings = { host: server.host, port: String(server.port), user: server.user };
  await host.client('connections.create', {
    name: 'build-vm',
    kind: 'ssh',
    settings,
    secrets: { privateKey: server.privateKey },
  });
  await host.client('connections.create', {
    name: 'mail',
    kind: 'smtp',
    settings: { host: '127.0.0.1', port: '1', security: 'none', from: 'cs@example.com' },
  });
  await host.client('connections.test', { name: 'mail' });
  await window.goto(`${host.url}/connections`);
  await expect(connections(window).row('mail')).toContainText('Did not work');
  await picture(window, 'connections');
  await connections(window).row('build-vm').getByRole('link').click();
  await expect(window.getByText('Not pinned yet')).toBeVisible();
  const test = window.getByRole('button', { name: 'Test', exact: true });
  await test.click();
  await expect(window.getByRole('status')).toContainText(server.hostKey);
  await window.getByRole('button', { name: 'It is the same: pin it' }).click();
  await expect(window.getByText('with the pinned host key')).toBeVisible();
  await host.client('connections.save', {
    name: 'build-vm',
    settings: { hostKey: `SHA256:${'A'.repeat(43)}` },
  });
  await expect(window.getByText('Not tested')).toBeVisible();
  await test.click();
  await expect(window.getByRole('alert')).toContainText('The host key has changed.');
  await server.close();
});

test('what is gone and what cannot be loaded say so', async ({ window, host }) => {
  await window.goto(`${host.url}/connections/nowhere`);
  await expect(window.getByRole('heading', { name: 'There is no such connection' })).toBeVisible();
  await window.route('**/api/v1/connections', (route) =>
    route.fulfill({
      status: 500,
      json: { error: { code: 'internal', message: 'The host could not answer.' } },
    }),
  );
  await window.goto(`${host.url}/connections`);
  await expect(window.getByRole('heading', { name: 'The connections could not be loaded' })).toBeVisible();
  await picture(window, 'connections-failing');
});
