import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { contentApproval } from './support/examples.ts';
import { flows } from './support/flows.ts';
import { startBrowserHost } from './support/host.ts';
import { importPage } from './support/import.ts';
import { picture, schemes } from './support/pictures.ts';
import { expect, test } from './support/test.ts';
import { bannedWordsOn } from './support/words.ts';

const axeFaults = async (page: Page): Promise<string[]> => {
  const faults: string[] = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    faults.push(...violations.map(({ id, nodes }) => `${id}: ${nodes.map((one) => one.target).join(' ')}`));
  }
  return faults;
};

const simple = (id: string, name = id): string => `countersign: 1
id: ${id}
name: ${name}
nodes:
  start: { kind: trigger.manual }
  ask:
    kind: approval
    config: { title: May it go on?, assign: { pools: [editors], people: [jon@acme.test] }, timeout: none }
edges:
  - start -> ask
`;

test('a colleague’s flow is looked at, connected in the same press, and is the identical flow', async ({
  window,
  host,
}) => {
  const colleague = await startBrowserHost('colleague');
  const { id } = await colleague.client('flows.import', { text: contentApproval });
  await colleague.client('connections.create', {
    name: 'their-cms',
    kind: 'http',
    settings: { baseUrl: 'http://127.0.0.1:1' },
    secrets: { token: 'canary-of-the-colleague-1' },
  });
  const theirs = await colleague.client('connections.bindings', { id });
  const slot = theirs.items.find(({ kind }) => kind === 'http')?.slot ?? '';
  await colleague.client('connections.bind', { id, slot, name: 'their-cms' });
  await colleague.client('flows.release', { id, notes: 'First' });
  const { text: file } = await colleague.client('flows.export', { id, from: 1 });
  const draft = await colleague.client('flows.export', { id });
  expect(file).not.toMatch(/canary|their-cms/);
  await colleague.remove();

  await host.client('connections.create', {
    name: 'our-cms',
    kind: 'http',
    settings: { baseUrl: 'http://127.0.0.1:1' },
  });
  await window.goto(`${host.url}/flows`);
  const screen = importPage(window);
  await screen.pick({ name: 'content-approval.flow.yaml', text: file });
  await expect(screen.part('Content approval')).toContainText('Matches v1, released');
  await expect(screen.part('Content approval')).toContainText(/Writes to 1 system/);
  await expect(window.getByRole('group', { name: 'The flow in the file' })).toBeVisible();
  await screen.choose(`${slot} in a draft run`, 'our-cms');
  await screen.choose('Who editors are here', 'Make the group here…');
  await window.getByRole('combobox', { name: 'People in editors' }).click();
  await window.getByRole('option').first().click();
  await window.keyboard.press('Escape');
  await window.getByRole('heading', { level: 1 }).click();
  await picture(window, 'import-needs');
  await window.getByText('Comes from').evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await window.getByText('Step by step').click();
  await expect(screen.part('Content approval')).toContainText('POST to cms');
  await picture(window, 'import');
  expect(await axeFaults(window)).toEqual([]);
  expect(await bannedWordsOn(window)).toEqual([]);
  expect((await host.client('flows.list', {})).items).toEqual([]);

  await screen.press('Import');
  await expect(screen.part('“Content approval” is a draft now')).toContainText('our-cms in a draft run');
  await picture(window, 'imported');
  expect((await host.client('flows.export', { id })).text).toBe(draft.text);
  expect((await host.client('flows.get', { id })).live).toBeNull();
  expect((await host.client('runs.list', {})).items).toEqual([]);
  expect((await host.client('workspace.get', {})).pools).toEqual({ editors: ['owner'] });
  expect((await host.client('connections.bindings', { id })).items).toContainEqual(
    expect.objectContaining({ slot, draft: 'our-cms', live: null }),
  );
  await window.getByRole('link', { name: 'Open the canvas' }).click();
  await window.waitForURL(/\/flows\/content-approval\/edit$/);
});

test('people of the file become people of this machine, and the page says that the flow changes by it', async ({
  window,
  host,
}) => {
  await host.client('workspace.save', {
    me: 'owner',
    people: [{ id: 'owner', name: 'Ada' }],
    pools: { redaktion: ['owner'] },
  });
  await window.goto(`${host.url}/flows`);
  const screen = importPage(window);
  await screen.paste(simple('shared'));
  await screen.choose('Who editors are here', 'redaktion instead');
  await expect(screen.part('People and groups')).toContainText(
    'Asking somebody else changes the flow itself.',
  );
  await screen.choose('Who jon@acme.test is here', 'Add to the people here');
  await screen.press('Import');
  await expect(screen.part('“shared” is a draft now')).toContainText('1 person added');
  const { drawing } = await host.client('flows.get', { id: 'shared' });
  expect(drawing.nodes['ask']?.config?.['assign']).toEqual({
    pools: ['redaktion'],
    people: ['jon@acme.test'],
  });
  expect((await host.client('workspace.get', {})).people).toContainEqual({
    id: 'jon',
    name: 'Jon',
    email: 'jon@acme.test',
  });
});

test('another flow of the same identifier is theirs, mine or a copy, chosen with the difference in sight', async ({
  window,
  host,
}) => {
  const mine = await host.client('flows.import', { text: simple('shared', 'Ours') });
  const file = { name: 'theirs.flow.yaml', text: simple('shared', 'Theirs') };
  await window.goto(`${host.url}/flows`);
  const screen = importPage(window);
  const conflict = screen.part('It is here already, with other content');

  await screen.pick(file);
  await expect(conflict).toContainText('From yours to theirs');
  await expect(conflict).toContainText('Theirs');
  await expect(window.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await picture(window, 'import-conflict');
  expect(await axeFaults(window)).toEqual([]);
  expect(await bannedWordsOn(window)).toEqual([]);
  await window.getByRole('radio', { name: 'Keep mine' }).check();
  await screen.press('Keep mine');
  await expect(screen.part('Yours stays as it is')).toBeVisible();
  expect((await host.client('flows.get', { id: 'shared' })).etag).toBe(mine.etag);

  await window.getByRole('link', { name: 'Show all flows' }).click();
  await screen.pick(file);
  await window.getByRole('radio', { name: 'Keep both' }).check();
  await screen.press('Import as a copy');
  await expect(screen.part('“Theirs” is a draft now')).toBeVisible();
  expect((await host.client('flows.get', { id: 'shared-2' })).name).toBe('Theirs');

  await window.getByRole('link', { name: 'Show all flows' }).click();
  await screen.pick(file);
  await window.getByRole('radio', { name: 'Take theirs' }).check();
  await host.client('flows.import', { text: simple('shared', 'Meanwhile'), replace: true });
  await expect(conflict).toContainText('Meanwhile');
  await expect(window.getByRole('radio', { name: 'Take theirs' })).not.toBeChecked();
  await window.getByRole('radio', { name: 'Take theirs' }).check();
  await screen.press('Replace the draft');
  await expect(screen.part('“Theirs” is a draft now')).toBeVisible();
  expect((await host.client('flows.get', { id: 'shared' })).name).toBe('Theirs');
});

test('several dropped files are looked at one by one, and a bad one keeps none of the others back', async ({
  window,
  host,
}) => {
  await window.goto(`${host.url}/flows`);
  const screen = importPage(window);
  await screen.drop(
    { name: 'bad.flow.yaml', text: simple('bad').replace('edges:', 'edgs:') },
    { name: 'one.flow.yaml', text: simple('one', 'The first') },
    { name: 'two.flow.yaml', text: simple('two', 'The second') },
  );
  await expect(screen.part('“bad.flow.yaml” cannot be opened')).toContainText(/edg.*line \d+, column \d+/s);
  await picture(window, 'import-several');
  await screen.press('Next file');
  await screen.press('Import');
  await expect(screen.part('“The first” is a draft now')).toBeVisible();
  expect((await host.client('flows.list', {})).items.map(({ id }) => id)).toEqual(['one']);
  await screen.files.getByRole('button', { name: /The second/ }).click();
  await screen.press('Import');
  await expect(screen.part('“The second” is a draft now')).toBeVisible();
  await expect(screen.files).toContainText('Cannot be read');
  expect((await host.client('flows.list', {})).items.map(({ id }) => id)).toEqual(['one', 'two']);
});

test('several flows are saved as one file each into a folder, or as downloads where there are no folders', async ({
  window,
  host,
}) => {
  for (const id of ['first', 'second', 'third']) await host.client('flows.import', { text: simple(id) });
  // The browser's own folder stands in for one of the disk: its dialog is not part of the page.
  await window.addInitScript(() => {
    Object.assign(globalThis, { showDirectoryPicker: () => navigator.storage.getDirectory() });
  });
  await window.goto(`${host.url}/flows`);
  await window.getByRole('button', { name: 'Export…' }).click();
  const { dialog, press } = flows(window);
  await dialog.getByRole('checkbox', { name: 'first' }).check();
  await dialog.getByRole('checkbox', { name: 'third' }).check();
  await picture(window, 'export');
  expect(await axeFaults(window)).toEqual([]);
  expect(await bannedWordsOn(window)).toEqual([]);
  await press('Export 2 files');
  await expect(dialog).toHaveCount(0);
  const saved = await window.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const files: Record<string, string> = {};
    for await (const [name, entry] of folder.entries())
      if (entry instanceof FileSystemFileHandle) files[name] = await (await entry.getFile()).text();
    return files;
  });
  const exported = async (id: string) => (await host.client('flows.export', { id })).text;
  expect(saved).toEqual({
    'first.flow.yaml': await exported('first'),
    'third.flow.yaml': await exported('third'),
  });

  await window.evaluate(() => Object.assign(globalThis, { showDirectoryPicker: undefined }));
  await window.getByRole('button', { name: 'Export…' }).click();
  await dialog.getByRole('checkbox', { name: 'All of them' }).check();
  const downloads: string[] = [];
  window.on('download', (file) => void downloads.push(file.suggestedFilename()));
  await press('Export 3 files');
  await expect.poll(() => downloads).toEqual(['first.flow.yaml', 'second.flow.yaml', 'third.flow.yaml']);
  await window.getByRole('button', { name: 'Export…' }).click();
  await dialog.getByText('Live versions').click();
  await expect(dialog.getByRole('checkbox', { name: 'first' })).toBeDisabled();
});
