import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { verifyChain } from '../../shared/audit/verify.ts';
import { askingFlow, runLive } from './support/examples.ts';
import { asPerson, cardOf, staff } from './support/people.ts';
import { picture } from './support/pictures.ts';
import { shell } from './support/shell.ts';
import { expect, test } from './support/test.ts';

test('the journal says who did what, is searched, verified and exported; a changed entry is found', async ({
  window,
  host,
}) => {
  await staff(host);
  const run = await runLive(
    host.client,
    askingFlow('pay-invoice', { more: '      assign: { pools: [finance] }' }),
  );
  const card = await cardOf(host, run);
  const jon = await asPerson(host, 'jon');
  await jon('approvals.decide', { id: card, decision: 'approved', comment: 'Checked with Acme' });
  await host.client('connections.create', {
    name: 'shop',
    kind: 'http',
    settings: { baseUrl: 'https://shop.example' },
  });

  await window.goto(`${host.url}/flows`);
  await shell(window).link('Audit').click();
  const journal = window.getByRole('table', { name: 'Journal' });
  const line = (words: string | RegExp) => journal.getByRole('row').filter({ hasText: words });
  await expect(line('Approved: “Checked with Acme”')).toContainText('Joncommand line');
  await expect(line('Made the connection “shop”')).toContainText('You');
  await picture(window, 'audit');

  await window.getByLabel('Words in the journal').fill('jon acme');
  await expect(line('Made the connection')).toHaveCount(0);
  await expect(line('Approved: “Checked with Acme”')).toBeVisible();
  await expect(window).toHaveURL(/q=jon/);
  await window.getByLabel('Words in the journal').fill('elephants');
  await expect(window.getByRole('heading', { name: 'No entry is like that' })).toBeVisible();
  await window.getByRole('button', { name: 'Show all entries' }).click();
  await window.getByRole('combobox', { name: 'About', exact: true }).click();
  await window.getByRole('option', { name: 'Connections' }).click();
  await expect(journal.getByRole('row')).toHaveCount(2);
  await window.getByRole('button', { name: /as it is kept$/ }).click();
  await expect(journal).toContainText('connection.changed');
  await window.getByRole('button', { name: 'Show all' }).click();
  await line('Approved: “Checked with Acme”').getByRole('link', { name: 'Card' }).click();
  await expect(window).toHaveURL(new RegExp(`/inbox/${card}`));
  await window.goBack();

  await window.getByRole('button', { name: 'Verify' }).click();
  await expect(window.getByRole('status').filter({ hasText: 'The journal is whole' })).toBeVisible();
  const saved = window.waitForEvent('download');
  await window.getByRole('button', { name: 'Export' }).click();
  const file = await (await saved).path();
  const entries = readFileSync(file, 'utf8').trimEnd().split('\n');
  const { items } = await host.client('audit.list', { limit: 500 });
  expect(verifyChain(entries.map((one): unknown => JSON.parse(one)))).toEqual({
    ok: true,
    entries: items.length,
  });

  await host.stop();
  rewriteEntry(host.home, 3);
  await host.restart();
  await window.goto(`${host.url}/audit`);
  await window.getByRole('button', { name: 'Verify' }).click();
  await expect(window.getByRole('alert')).toContainText('The journal was changed at entry 3.');
  await picture(window, 'audit-broken');

  await window.route('**/api/v1/audit?**', (route) =>
    route.fulfill({
      status: 500,
      json: { error: { code: 'internal', message: 'The host could not answer.' } },
    }),
  );
  await window.reload();
  await expect(window.getByRole('heading', { name: 'The journal could not be loaded' })).toBeVisible();
});

/** What somebody with the file in their hands could do: past the triggers, one word of one entry. */
function rewriteEntry(home: string, seq: number): void {
  const db = new SqliteDatabase(join(home, 'countersign.db'));
  db.exec('DROP TRIGGER audit_is_append_only_u');
  db.prepare("UPDATE audit SET body = json_set(body, '$.comment', 'Never said') WHERE seq = ?").run(seq);
  db.close();
}
