import { ask } from './support/asking.ts';
import { picture } from './support/pictures.ts';
import { shell } from './support/shell.ts';
import { runs } from './support/runs.ts';
import { expect, test } from './support/test.ts';

const quick = (id: string, name: string): string =>
  JSON.stringify({
    countersign: 1,
    id,
    name,
    inputs: { leaf: 'string' },
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

test('a run that does not exist says so and leads back', async ({ host, window }) => {
  await window.goto(`${host.url}/runs/nothing`);
  await expect(window.getByRole('heading', { name: 'There is no such run' })).toBeVisible();
  await window.getByRole('link', { name: 'See all runs' }).click();
  await expect(shell(window).heading('Runs')).toBeVisible();
});
