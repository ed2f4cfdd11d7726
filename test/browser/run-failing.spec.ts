import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { runReaches } from './support/examples.ts';
import { picture, schemes } from './support/pictures.ts';
import { run, runs } from './support/runs.ts';
import { expect, test } from './support/test.ts';

const flow = (id: string, message: string): string =>
  JSON.stringify({
    countersign: 1,
    id,
    name: id === 'tea' ? 'Make tea' : 'Close the month',
    nodes: {
      start: { kind: 'trigger.manual', name: 'Somebody asks' },
      done: { kind: 'end', name: 'Books are closed', config: { outcome: 'failed', message } },
    },
    edges: ['start -> done'],
  });

async function accessible(page: Page): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ') ?? ''}`)).toEqual([]);
  }
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('no runs, no such run and no run like that each say what to press', async ({ host, window }) => {
  await runs(window).open();
  await expect(window.getByRole('heading', { name: 'Nothing has run yet' })).toBeVisible();
  await picture(window, 'runs-empty');
  await host.client('flows.import', { text: flow('tea', 'The pot is broken') });
  const { id } = await host.client('runs.start', { id: 'tea', target: 'draft' });
  await runReaches(host.client, id, 'failed');
  await window.goto(`${host.url}/runs?q=nobodyhasthisword`);
  await expect(window.getByRole('heading', { name: 'No run is like that' })).toBeVisible();
  await picture(window, 'runs-no-match');
  await window.goto(`${host.url}/runs/nowhere`);
  await expect(window.getByRole('heading', { name: 'There is no such run' })).toBeVisible();
  await accessible(window);
  await picture(window, 'run-gone');
});

test('a long error is read whole and breaks no layout, and a host that went away is said until it is back', async ({
  host,
  window,
}) => {
  const unbroken = 'https://books.example/'.padEnd(400, 'ledger-');
  const long = `${'The books of March do not agree with those of the bank. '.repeat(12)}${unbroken}`;
  await host.client('flows.import', { text: flow('month', long) });
  const { id } = await host.client('runs.start', { id: 'month', target: 'draft' });
  await runReaches(host.client, id, 'failed');
  await window.setViewportSize({ width: 1280, height: 720 });
  await window.goto(`${host.url}/runs/${id}`);
  await expect(run(window).standing).toContainText('ledger-ledger');
  await expect(run(window).story).toContainText('failed');
  expect(await overflow(window)).toBeLessThanOrEqual(0);
  await accessible(window);
  await picture(window, 'run-long-error');

  await host.stop();
  await expect(window.getByText('Reconnecting…')).toBeVisible();
  await expect(run(window).standing).toContainText('ledger-ledger');
  await picture(window, 'run-host-gone');
  await host.restart();
  await expect(window.getByText('Reconnecting…')).toBeHidden({ timeout: 20_000 });
});

test('a run whose history cannot be read says so, and the others stay as they are', async ({
  host,
  window,
}) => {
  await host.client('flows.import', { text: flow('tea', 'The pot is broken') });
  const { id } = await host.client('runs.start', { id: 'tea', target: 'draft' });
  const { id: other } = await host.client('runs.start', { id: 'tea', target: 'draft' });
  for (const one of [id, other]) await runReaches(host.client, one, 'failed');
  await host.stop();
  const db = new SqliteDatabase(join(host.home, 'countersign.db'));
  db.prepare("UPDATE events SET body = '[{' WHERE run = (SELECT n FROM runs WHERE id = ?)").run(id);
  db.close();
  await host.restart();
  await window.goto(`${host.url}/runs`);
  await expect(runs(window).rows).toHaveCount(2);
  await window.goto(`${host.url}/runs/${id}`);
  await expect(window.getByRole('heading', { name: 'The history of this run cannot be read' })).toBeVisible();
  await accessible(window);
  await picture(window, 'run-unreadable');
  await window.goto(`${host.url}/runs/${other}`);
  await expect(run(window).standing).toContainText('The pot is broken');
});
