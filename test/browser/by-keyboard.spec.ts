import { readFileSync } from 'node:fs';
import { startHttpServer } from '../support/http-server.ts';
import { ask } from './support/asking.ts';
import { card } from './support/card.ts';
import { connections } from './support/connections.ts';
import { inbox } from './support/inbox.ts';
import { keyboard } from './support/keyboard.ts';
import { cardOf, staff } from './support/people.ts';
import { releases } from './support/releases.ts';
import { shell } from './support/shell.ts';
import { expect, test } from './support/test.ts';

// Each stop of the Tab key is looked at: many small steps, which a busy machine makes long ones.
test.setTimeout(180_000);

test('a lead finds the slowest step, compares its versions and rolls back, without a mouse', async ({
  host,
  window,
}) => {
  await staff(host);
  const slow = await ask(host.client, 'letter', { title: 'Letter', config: { tier: 1 } });
  const fast = await ask(host.client, 'parcel', { title: 'Parcel' });
  await host.client('approvals.decide', { id: await cardOf(host, fast), decision: 'approved' });
  await host.client('approvals.decide', { id: await cardOf(host, slow), decision: 'approved' });
  // A second version, live now, that asks in another way.
  await ask(host.client, 'letter', { title: 'Letter', config: { tier: 2 } });

  const keys = keyboard(window);
  await window.goto(`${host.url}/flows`);
  await keys.press(shell(window).link('Inbox'));
  await keys.to(window.getByRole('radio', { name: /^For you/ }));
  for (const _ of ['others', 'decided', 'numbers']) await window.keyboard.press('ArrowRight');
  const gates = window.getByRole('table', { name: 'Steps that ask' });
  await expect(gates.getByRole('row').nth(1)).toContainText('Letter: Ask');
  await keys.press(gates.getByRole('link').first());
  await expect(shell(window).heading('Letter')).toBeVisible();
  await keys.isHeld();

  await keys.press(window.getByRole('link', { name: 'Open and compare' }));
  await expect(shell(window).heading('Versions')).toBeVisible();
  await keys.to(window.getByRole('combobox', { name: 'To' }));
  await window.keyboard.press('ArrowDown');
  const first = window.getByRole('option', { name: 'v1' });
  await first.waitFor();
  while ((await first.getAttribute('data-combobox-selected')) === null)
    await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('region', { name: 'From v2 to v1' })).toBeVisible();
  await keys.isHeld();
  await keys.press(window.getByRole('navigation', { name: 'Versions' }).getByRole('link', { name: /^v1/ }));
  await keys.press(window.getByRole('button', { name: 'More for v1', exact: true }).last());
  await keys.to(window.getByRole('menuitem', { name: 'Roll back to v1…' }), 'ArrowDown');
  await window.keyboard.press('Enter');
  // Less is asked of people then: that has to be meant.
  await keys.press(releases(window).dialog.getByRole('checkbox'), ' ');
  await keys.press(releases(window).button('Roll back to v1'));
  await expect.poll(async () => (await host.client('flows.get', { id: 'letter' })).live).toBe(1);
  await keys.isHeld();
});

test('an operator finds, claims, puts off, asks back, edits, hands on and decides several, without a mouse', async ({
  host,
  window,
}) => {
  await staff(host);
  const editors = { assign: { pools: ['editors'] } };
  const copies = { type: 'number', label: 'Copies', value: 40, max: 50 };
  const runs = {
    // The order is that of the list: who waits longest comes first.
    claimed: await ask(host.client, 'claimed', { title: 'Claimed', config: editors, hasChanges: true }),
    edited: await ask(host.client, 'edited', {
      title: 'Edited',
      config: { ...editors, editable: { copies } },
    }),
    later: await ask(host.client, 'later', { title: 'Later', config: editors }),
    handed: await ask(host.client, 'handed', { title: 'Handed', config: editors }),
    first: await ask(host.client, 'first', { title: 'First', config: editors }),
    second: await ask(host.client, 'second', { title: 'Second', config: editors }),
  };
  const keys = keyboard(window);
  const at = (title: string) => card(window, title);
  await window.goto(`${host.url}/flows`);
  await keys.press(shell(window).link('Runs'));
  await keys.write(window.getByRole('textbox', { name: /words/i }).first(), 'claimed');
  const rows = window.getByRole('table', { name: 'Runs' }).getByRole('link');
  await expect(rows).toHaveCount(1);
  await keys.press(rows);
  await expect(at('Claimed').approve).toBeVisible();

  await keys.press(shell(window).link('Inbox'));
  await keys.press(at('Claimed').button('Claim'));
  await expect(at('Claimed').button(/You are on it/)).toBeVisible();
  await keys.isHeld();
  await keys.write(at('Claimed').comment, 'Which stamps?');
  await keys.press(at('Claimed').button('Only comment'));
  await expect(at('Claimed').root).toContainText('Which stamps?');
  await keys.isHeld();
  await window.keyboard.press('c');
  await window.keyboard.type('Shorter.');
  await window.keyboard.press('Control+Enter');
  await expect(at('Claimed').root).toContainText('You requested changes');
  await keys.isHeld();

  await window.keyboard.press('j');
  await expect(at('Edited').approve).toBeVisible();
  await window.keyboard.press('e');
  await window.keyboard.press('Control+a');
  await window.keyboard.type('7');
  await window.keyboard.press('Escape');
  await window.keyboard.press('a');
  await expect(at('Edited').root).toContainText('You approved');
  await keys.isHeld();

  await window.keyboard.press('j');
  await expect(at('Later').approve).toBeVisible();
  await window.keyboard.press('l');
  await window.getByRole('menuitem').first().waitFor();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(inbox(window).group('Later')).toContainText('Later');
  await keys.isHeld();

  const handed = inbox(window).entry(/^Handed/);
  await keys.press(handed);
  await expect(at('Handed').title).toBeFocused();
  await keys.press(at('Handed').button('Hand on…'));
  const dialog = window.getByRole('dialog', { name: /^Hand on/ });
  await keys.to(dialog.getByRole('combobox', { name: 'People' }));
  await window.keyboard.type('Ann');
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await keys.press(dialog.getByRole('button', { name: 'Hand on' }));
  await expect(dialog).toBeHidden();
  await keys.isHeld();

  await keys.press(window.getByRole('button', { name: 'Decide several…' }));
  const several = window.getByRole('dialog', { name: 'Decide several' });
  for (const title of ['First', 'Second'])
    await keys.press(several.getByRole('switch', { name: title }), ' ');
  await keys.press(several.getByRole('button', { name: 'Approve 2' }));
  await expect(several).toContainText('2 of');
  await keys.isHeld();
  await window.keyboard.press('Escape');
  await expect(several).toBeHidden();
  await keys.isHeld();

  const recorded = await Promise.all(
    Object.values(runs).map(async (run) => (await host.client('approvals.list', { run })).items[0]),
  );
  expect(recorded.map((one) => [one?.status, one?.people, one?.result?.values['copies']])).toEqual([
    ['changes', [], undefined],
    ['approved', [], 7],
    ['pending', [], undefined],
    ['pending', ['ann'], undefined],
    ['approved', [], undefined],
    ['approved', [], undefined],
  ]);
});

test('a connection is made, tested, renamed and deleted without a mouse', async ({ host, window }) => {
  const service = await startHttpServer();
  service.script(() => ({ do: 'answer', status: 200 }));
  const keys = keyboard(window);
  const it = connections(window);
  await host.client('flows.import', { text: JSON.stringify({ countersign: 1, id: 'a', nodes: {} }) });
  await window.goto(`${host.url}/flows`);
  await keys.press(shell(window).link('Connections'));
  await keys.press(window.getByRole('button', { name: 'New connection' }).first());
  await keys.to(window.getByRole('menuitem', { name: 'Web service' }), 'ArrowDown');
  await window.keyboard.press('Enter');
  await keys.write(it.field('Address'), service.url);
  await keys.write(it.field('Name on this machine'), 'shop');
  await keys.press(it.dialog.getByRole('button', { name: 'Make it' }));
  await expect(shell(window).heading('shop')).toBeVisible();
  await keys.press(window.getByRole('button', { name: 'Test', exact: true }));
  await expect(window.getByText('answers (200)')).toBeVisible();
  await keys.isHeld();

  const more = async (item: string): Promise<void> => {
    await keys.press(window.getByRole('button', { name: /^More for/ }));
    await keys.to(window.getByRole('menuitem', { name: item }), 'ArrowDown');
    await window.keyboard.press('Enter');
    await it.dialog.waitFor();
  };
  await more('Rename…');
  await keys.write(it.dialog.getByRole('textbox'), 'store');
  await keys.press(it.dialog.getByRole('button', { name: /^Rename/ }));
  await expect(shell(window).heading('store')).toBeVisible();
  await keys.isHeld();
  await more('Delete…');
  await keys.press(it.dialog.getByRole('button', { name: /^Delete/ }));
  await expect(window.getByRole('heading', { name: 'Nothing is connected yet' })).toBeVisible();
  expect((await host.client('connections.list', {})).items).toEqual([]);
});

test('the journal is searched, verified and saved without a mouse', async ({ host, window }) => {
  await staff(host);
  const run = await ask(host.client, 'letter', { title: 'Letter' });
  await host.client('approvals.decide', {
    id: await cardOf(host, run),
    decision: 'approved',
    comment: 'Fine',
  });
  const keys = keyboard(window);
  await window.goto(`${host.url}/flows`);
  await keys.press(shell(window).link('Audit'));
  const journal = window.getByRole('table', { name: 'Journal' });
  await keys.write(window.getByLabel('Words in the journal'), 'fine');
  await expect(journal.getByRole('row').nth(1)).toContainText('Fine');
  await expect(journal.getByRole('row')).toHaveCount(3);
  await keys.press(journal.getByRole('button', { name: /as it is kept$/ }).last());
  await expect(journal).toContainText('approval.');
  await keys.isHeld();
  await keys.press(window.getByRole('button', { name: 'Verify' }));
  await expect(window.getByRole('status').filter({ hasText: 'The journal is whole' })).toBeVisible();
  await keys.isHeld();
  const saved = window.waitForEvent('download');
  await keys.press(window.getByRole('button', { name: 'Export' }));
  expect(readFileSync(await (await saved).path(), 'utf8')).toContain('approval.decided');
  await keys.isHeld();
});
