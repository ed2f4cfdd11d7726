import { picture } from './support/pictures.ts';
import { runs } from './support/runs.ts';
import { seedEverything } from './support/screens.ts';
import { expect, test } from './support/test.ts';

const quick = (id: string, name: string): string =>
  JSON.stringify({
    countersign: 1,
    id,
    name,
    nodes: { start: { kind: 'trigger.manual' }, done: { kind: 'end', config: { message: 'It is done' } } },
    edges: ['start -> done'],
  });

test('a long list draws the rows in sight alone, is walked by keys, and holds still while a hand is near', async ({
  host,
  window,
}) => {
  await host.client('flows.import', { text: quick('tea', 'Make tea') });
  const ids: string[] = [];
  for (let count = 0; count < 130; count += 1)
    ids.unshift((await host.client('runs.start', { id: 'tea', target: 'draft' })).id);
  await runs(window).open();
  const { rows, table, fresh } = runs(window);
  await expect(rows.first()).toContainText('It is done');
  expect(await rows.count()).toBeLessThan(60);
  const link = (index: number) => table.locator(`a[href="/runs/${ids[index] ?? ''}"]`);

  await link(0).focus();
  await window.keyboard.press('ArrowDown');
  await expect(link(1)).toBeFocused();
  // To the end of what is known, as often as there is more.
  for (let press = 0; press < 4; press += 1) {
    await window.keyboard.press('End');
    await expect(rows.first()).toBeVisible();
    if (await link(129).isVisible()) break;
    await window.waitForTimeout(150);
  }
  await expect(link(129)).toBeFocused();
  expect(await rows.count()).toBeLessThan(60);

  const newest = await host.client('runs.start', { id: 'tea', target: 'draft' });
  await expect(fresh).toHaveText('1 new');
  await expect(link(129)).toBeFocused();
  await fresh.click();
  await expect(rows.first().getByRole('link')).toHaveAttribute('href', `/runs/${newest.id}`);
});

test('failures stand by their cause, stuck runs with one thing to do, and every filter is in the address', async ({
  host,
  window,
}) => {
  const seed = await seedEverything(host.client);
  await runs(window).open();
  const { row, rows, failures, stuck, view, pick, showAll } = runs(window);
  await expect(row('Pay the invoice')).toContainText('Owner');
  await picture(window, 'runs');

  await view('Failures');
  await expect(failures).toHaveCount(1);
  await expect(failures).toContainText('answered 400');
  await picture(window, 'runs-failures');
  await pick('Where', 'Live');
  await expect(window.getByRole('heading', { name: 'No failure is like that' })).toBeVisible();
  await window.getByRole('button', { name: 'Show all failures' }).click();
  await pick('Where', 'Drafts');
  await expect(failures).toHaveCount(1);
  await failures.getByRole('link').click();
  await expect(rows).toHaveCount(1);
  await expect(row('A request that fails')).toContainText('Failed');
  expect(new URL(window.url()).search).toContain('node=send');
  expect(new URL(window.url()).search).toContain('target=draft');
  await showAll.click();

  await view('Stuck');
  await expect(stuck).toHaveCount(1);
  await expect(stuck).toContainText('Nobody knows whether “Send” happened.');
  await picture(window, 'runs-stuck');
  await stuck.getByRole('link', { name: 'Say what happened' }).click();
  await expect(window).toHaveURL(`${host.url}/runs/${seed.unknown}`);

  await runs(window).open();
  await pick('Where', 'Live');
  await expect(rows).toHaveCount(2);
  await pick('Started', 'Last hour');
  await pick('Started by', 'A webhook');
  await expect(window.getByRole('heading', { name: 'No run is like that' })).toBeVisible();
  await window.reload();
  await expect(window.getByRole('heading', { name: 'No run is like that' })).toBeVisible();
  await window.getByRole('button', { name: 'Show all runs' }).click();
  await expect(rows).toHaveCount(5);
  seed.stop();
});

test('a host that went away is said, and the list goes on by itself once it is back', async ({
  host,
  window,
}) => {
  await host.client('flows.import', { text: quick('tea', 'Make tea') });
  await host.client('runs.start', { id: 'tea', target: 'draft' });
  await runs(window).open();
  await expect(runs(window).rows).toHaveCount(1);
  await host.stop();
  await expect(window.getByText('Reconnecting…')).toBeVisible();
  await expect(runs(window).rows).toHaveCount(1);
  await host.restart();
  await host.client('runs.start', { id: 'tea', target: 'draft' });
  await expect(runs(window).rows).toHaveCount(2, { timeout: 20_000 });
  await expect(window.getByText('Reconnecting…')).toBeHidden();
});
