import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import type { BrowserHost } from './support/host.ts';
import { editor } from './support/editor.ts';
import { flowSettings } from './support/flow-settings.ts';
import { picture, schemes } from './support/pictures.ts';
import { expect, test } from './support/test.ts';

const orders = `countersign: 1
id: orders
name: Orders
inputs:
  order: { type: string, label: Number of the order }
connections:
  shop: { kind: http, description: The shop’s API }
  spare: { kind: ssh }
nodes:
  start: { kind: trigger.manual, name: Somebody presses Run }
  hook: { kind: trigger.webhook, name: The shop calls, config: { path: orders } }
  send: { kind: http, name: Send the order, config: { connection: shop, path: /orders } }
  done: { kind: end, name: Sent }
edges:
  - start -> send
  - hook -> send
  - send -> done
layout:
  start: [0, 0]
  hook: [0, 180]
  send: [340, 0]
  done: [680, 0]
samples:
  hook: { number: A-1042 }
`;

async function openOrders(window: Page, host: BrowserHost) {
  await host.client('flows.import', { text: orders });
  const screen = editor(window);
  await screen.open(`${host.url}/flows/orders/edit`);
  const drawn = async () => (await host.client('flows.get', { id: 'orders' })).drawing;
  return { screen, form: flowSettings(window), drawn };
}

test('what holds for the whole flow is said in one form, in plain words, and undone like everything else', async ({
  window,
  host,
}) => {
  const { screen, form, drawn } = await openOrders(window, host);
  const { text: before } = await host.client('flows.get', { id: 'orders' });
  await window.keyboard.press('g');
  await expect(form.field('Name')).toBeFocused();
  await form.field('Name').fill('Orders of the shop');
  await form.field('What it is for').fill('Sends each order once.');
  await form.root.getByRole('combobox', { name: 'Labels' }).fill('shop');
  await window.keyboard.press('Enter');
  await form.choose('If it is still running', 'Wait until it has ended');
  await expect.poll(async () => (await drawn()).settings).toEqual({ overlap: 'queue' });

  // Per order: the value is picked by what it was, never typed.
  await form.root.getByRole('button', { name: 'Insert value: Only runs with the same' }).click();
  await window.getByRole('combobox', { name: /Find a value/ }).fill('A-1042');
  await form.values.getByRole('option', { name: /Number/ }).click();
  await form.field('Keep what went through runs for').fill('30');
  await form.root.getByRole('textbox', { name: 'Who asked, at “The shop calls”' }).click();
  await window.keyboard.type('shop@example.com');
  await expect.poll(drawn).toMatchObject({
    name: 'Orders of the shop',
    description: 'Sends each order once.',
    labels: ['shop'],
    settings: {
      overlap: { mode: 'queue', key: '{{ default(trigger.body.number, "") }}' },
      retention: '30d',
    },
    nodes: { hook: { config: { path: 'orders', requester: 'shop@example.com' } } },
  });

  // A step's form takes the place while it is selected, and gives it back.
  await screen.step('send').click();
  await expect(form.root).toBeHidden();
  await window.keyboard.press('Escape');
  await window.keyboard.press('Escape');
  await expect(form.root).toBeVisible();
  for (let left = 20; left > 0 && (await window.getByText('0 steps can be undone').count()) === 0; left--)
    await window.keyboard.press('Control+z');
  await screen.saved();
  await expect.poll(async () => (await host.client('flows.get', { id: 'orders' })).text).toBe(before);
});

test('a manual run asks for what is declared here, the amount that rules look at included', async ({
  window,
  host,
}) => {
  const { form, drawn } = await openOrders(window, host);
  await form.button.click();
  await form.root.getByRole('button', { name: 'Add a field' }).click();
  await form.field('Name of Field').fill('Amount');
  await window.keyboard.press('Enter');
  await form.choose('Type of Amount', 'Number');
  await form.root.getByRole('button', { name: 'Rules of Amount' }).click();
  await form.root.getByLabel('This is the amount that rules look at').check();
  await expect
    .poll(async () => (await drawn()).inputs)
    .toEqual({
      order: { type: 'string', label: 'Number of the order' },
      amount: { type: 'number', risk: true },
    });
});

test('connections: declared, renamed with all that goes through them and with this machine’s choice, removed when unused', async ({
  window,
  host,
}) => {
  await host.client('connections.create', {
    name: 'shop-main',
    kind: 'http',
    settings: { baseUrl: 'http://127.0.0.1:9' },
  });
  const { form, drawn } = await openOrders(window, host);
  await host.client('connections.bind', { id: 'orders', slot: 'shop', name: 'shop-main' });
  await form.button.click();

  const shop = form.place('shop');
  await expect(shop).toContainText('Used by “Send the order”');
  await expect(shop.getByRole('combobox', { name: 'shop on this machine' })).toHaveValue('shop-main');
  await expect(shop.getByRole('button', { name: 'Remove shop' })).toBeDisabled();
  await shop.getByRole('textbox', { name: 'Name of shop' }).fill('Not allowed');
  await expect(shop).toContainText('Use a lower-case letter first');
  await shop.getByRole('textbox', { name: 'Name of shop' }).fill('store');
  await window.keyboard.press('Enter');
  await expect
    .poll(async () => (await drawn()).nodes['send']?.config)
    .toEqual({ connection: 'store', path: '/orders' });
  await expect
    .poll(async () => (await host.client('connections.bindings', { id: 'orders' })).items[0])
    .toMatchObject({ slot: 'store', draft: 'shop-main', live: 'shop-main' });

  await form.place('spare').getByRole('button', { name: 'Remove spare' }).click();
  await form.root.getByRole('button', { name: 'Add a connection' }).click();
  await window.getByRole('menuitem', { name: 'Mail server (SMTP)' }).click();
  await expect(form.place('mail')).toContainText('No step goes through it yet.');
  await form.place('mail').getByRole('textbox', { name: 'What mail is for' }).fill('Letters to customers');
  await expect
    .poll(async () => (await drawn()).connections)
    .toEqual({
      store: { kind: 'http', description: 'The shop’s API' },
      mail: { kind: 'smtp', description: 'Letters to customers' },
    });
});

test('a problem of the flow as a whole is shown at its field, and a press lands in it', async ({
  window,
  host,
}) => {
  await host.client('flows.import', {
    text: orders.replace(
      'nodes:',
      "settings:\n  overlap: { mode: skip, key: '{{ steps.send.status }}' }\nnodes:",
    ),
  });
  const screen = editor(window);
  await screen.open(`${host.url}/flows/orders/edit`);
  const form = flowSettings(window);
  await window.getByRole('button', { name: '1 problem', exact: true }).click();
  await screen.problems.getByRole('button', { name: /key of overlapping/i }).click();
  await expect(form.root.getByRole('textbox', { name: 'Only runs with the same' })).toBeFocused();
  await expect(form.root).toContainText('Read what started it instead');
});

test('the form is whole in both themes and to a screen reader', async ({ window, host }) => {
  const { form } = await openOrders(window, host);
  await form.button.click();
  await form.choose('If it is still running', 'Leave the new one out');
  await form.root.getByRole('button', { name: 'Insert value: Only runs with the same' }).click();
  await form.values.getByRole('option', { name: /Number of the order/ }).click();
  await window.keyboard.press('Escape');
  await picture(window, 'flow-settings');
  for (const colorScheme of schemes) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: window })
      .include('[aria-label="Flow settings"]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  }
  await form.place('spare').scrollIntoViewIfNeeded();
  await picture(window, 'flow-settings-connections');
});
