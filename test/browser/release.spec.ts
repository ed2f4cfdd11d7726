import {
  article,
  askingFlow,
  bindContentApproval,
  contentApproval,
  importContentApproval,
  runLive,
  runReaches,
} from './support/examples.ts';
import { picture } from './support/pictures.ts';
import { releases } from './support/releases.ts';
import { expect, test } from './support/test.ts';

const id = 'content-approval';

/** The example without its decision: the text goes out as the model wrote it. */
const undecided = contentApproval
  .replace(/ {2}review:\n {4}kind: approval[\s\S]*?(?= {2}publish:\n)/, '')
  .replace(/ {2}no_answer:\n[\s\S]*?(?=edges:)/, '')
  .replace('  - write -> review\n', '  - write -> publish\n')
  .replace(/ {2}- review\..*\n/g, '')
  .replace(/ {2}review: \[.*\n| {2}no_answer: \[.*\n/g, '')
  .replace('{{ default(steps.review.comment, "") }}', 'Nothing.')
  .replace("'{{ default(steps.review.values.text, steps.write.text) }}'", "'{{ steps.write.text }}'")
  .replace(/, approved by {{ steps\.review\.\w+ }}/, '');

test('a release that drops an approval names it first, and passes only when that is ticked', async ({
  window,
  host,
}) => {
  await importContentApproval(host.client);
  await bindContentApproval(host.client);
  await host.client('flows.release', { id, notes: 'First' });
  await host.client('flows.setLive', { id, version: 1 });
  const { id: waiting } = await host.client('runs.start', { id, target: 'draft', input: article });
  await runReaches(host.client, waiting, 'waiting');
  await host.client('flows.import', {
    text: undecided.replace('in one sentence and say how risky it is', 'in two sentences and rate the risk'),
    replace: true,
  });

  await window.goto(`${host.url}/flows/${id}`);
  const screen = releases(window);
  await window.getByRole('button', { name: 'Release…' }).click();
  await screen.drawn('What differs, drawn');
  await expect(screen.part('Less is asked of people').getByRole('checkbox')).toHaveCount(2);
  await expect(screen.part('Changed since live v1').getByRole('listitem').first()).toContainText(
    'Approval ‘An editor decides’ removed',
  );
  await expect(screen.step('review')).toContainText('Removed');
  await expect(screen.step('summarize')).toContainText('Changed');
  await expect(screen.dialog).toContainText('rate the risk');
  await picture(window, 'release');

  await expect(screen.button('Release v2 and go live')).toBeDisabled();
  await expect(screen.button('Release v2 only')).toBeDisabled();
  await screen.tick(/An editor decides/);
  await expect(screen.button('Release v2 only')).toBeDisabled();
  await screen.tick(/‘Publish’ changes something outside/);
  await window.getByRole('textbox', { name: 'Note' }).fill('The model is trusted now');
  await screen.press('Release v2 and go live');
  await expect(window.getByText('Live v2', { exact: true })).toBeVisible();

  // The same text again is the same version.
  await window.getByRole('button', { name: 'Release…' }).click();
  await expect(screen.dialog).toContainText('Nothing changed since live v2');
  await screen.press('Close');

  // Back: the gate returns, and who runs on what is said.
  await window.getByRole('link', { name: 'Open and compare' }).click();
  await window.goto(`${host.url}/flows/${id}/versions?from=1&to=2`);
  await screen.drawn('What differs, drawn');
  await expect(screen.part('From v1 to v2')).toContainText('Approval ‘An editor decides’ removed');
  await picture(window, 'versions');
  await window.getByRole('link', { name: /^v1/ }).click();
  await expect(window).toHaveURL(/version=1$/);
  await screen.drawn('v1, drawn');
  await screen.menu(1, 'Roll back to v1…');
  await expect(screen.part('What happens')).toContainText('Runs that have begun stay on the version');
  await screen.press('Roll back to v1');
  await expect.poll(async () => (await host.client('flows.get', { id })).live).toBe(1);

  await screen.menu(1, /Restore as draft/);
  await expect(screen.dialog).toContainText('nothing is lost');
  await screen.press('Restore v1');
  await expect.poll(async () => (await host.client('flows.get', { id })).text).toContain('review:');
});

test('what keeps a flow from going live is mended from the dialog, and what was tried is ticked off', async ({
  window,
  host,
}) => {
  await importContentApproval(host.client);
  await host.client('connections.create', {
    name: 'blog',
    kind: 'http',
    settings: { baseUrl: 'https://cms.example' },
    secrets: {},
  });
  const { id: run } = await host.client('runs.start', { id, target: 'draft', input: article });
  await runReaches(host.client, run, 'waiting');
  const card = (await host.client('approvals.list', { run })).items[0]?.id ?? '';
  await host.client('approvals.decide', { id: card, decision: 'approved' });
  await runReaches(host.client, run, 'succeeded');

  await window.goto(`${host.url}/flows/${id}`);
  const screen = releases(window);
  await window.getByRole('button', { name: 'Release…' }).click();
  await expect(screen.part('The first version')).toContainText('1 decision');
  const tried = screen.part('Tried in draft (this exact content)');
  await expect(tried.getByRole('link', { name: 'approved: open the run that tried it' })).toHaveAttribute(
    'href',
    `/runs/${run}`,
  );
  await expect(tried.getByRole('listitem').filter({ hasText: 'no answer in time' })).toContainText('not yet');
  await expect(screen.button('Release v1 and go live')).toBeDisabled();
  await expect(screen.dialog).toContainText('It cannot go live here yet: 2 things are missing.');

  await screen.button('Choose the connection cms').click();
  await screen.dialog.getByRole('combobox', { name: 'Live runs go through' }).click();
  await window.getByRole('option', { name: 'blog' }).click();
  await screen.press('Use it live');
  await expect(screen.dialog).toContainText('one thing is missing');
  await screen.press('Release v1 only');
  await expect(window.getByRole('region', { name: 'Versions' })).toContainText('v1');
  expect((await host.client('flows.get', { id })).live).toBeNull();

  // Not ready: the host refuses what the window would have refused.
  await screen.menu(1, 'Go live with v1…');
  await expect(screen.button('Go live with v1')).toBeDisabled();
  await host.client('connections.create', {
    name: 'small-model',
    kind: 'llm',
    settings: { baseUrl: 'https://model.example/v1', model: 'small' },
    secrets: { apiKey: 'not-a-real-key' },
  });
  await host.client('connections.bind', { id, slot: 'writer', name: 'small-model', target: 'live' });
  await screen.press('Go live with v1');
  await expect(window.getByText('Live v1', { exact: true })).toBeVisible();
});

test('runs under way keep to their version and are told, and unreleased work is kept when a version is restored', async ({
  window,
  host,
}) => {
  const text = askingFlow('letters', { title: 'Send the letter' });
  const run = await runLive(host.client, text);
  await host.client('flows.import', { text: text.replace('tier: 1', 'tier: 2'), replace: true });
  await window.goto(`${host.url}/flows/letters/edit`);
  const screen = releases(window);
  await window.getByRole('button', { name: /1 change since live v1/ }).click();
  await screen.drawn('What differs, drawn');
  await expect(screen.part('Decisions')).toContainText('How carefully ‘Somebody decides’ is checked: 1 → 2');
  await screen.press('Go on drawing');

  await window.goto(`${host.url}/flows/letters`);
  await window.getByRole('button', { name: 'Release…' }).click();
  const underWay = screen.part('Under way on older versions');
  await expect(underWay).toContainText('1 run is under way on v1: it finishes on v1.');
  await underWay.getByRole('link').click();
  await expect(window).toHaveURL(/flow=letters&version=1/);
  await expect(window.getByRole('button', { name: /Only v1/ })).toBeVisible();
  await expect(window.getByRole('link', { name: /Send the letter/ })).toHaveAttribute('href', `/runs/${run}`);

  await window.goto(`${host.url}/flows/letters/versions`);
  await screen.drawn('v1, drawn');
  await screen.menu(1, /Restore as draft/);
  await screen.press('Restore v1');
  await expect
    .poll(async () => (await host.client('flows.get', { id: 'letters' })).text)
    .toContain('tier: 1');
  expect((await host.client('flows.get', { id: 'letters-before-v1' })).text).toContain('tier: 2');
});
