import { createServer, type Server } from 'node:http';
import type { Page } from 'playwright/test';
import { testedFlow } from '../support/tested-flow.ts';
import { faultsInBothThemes } from './support/axe.ts';
import { editor } from './support/editor.ts';
import type { BrowserHost } from './support/host.ts';
import { panel } from './support/panel.ts';
import { picture } from './support/pictures.ts';
import { expect, test } from './support/test.ts';

type Got = { method: string; url: string; body: string };

/** A real service that answers everything and remembers it. */
async function startService(): Promise<{
  url: string;
  got: Got[];
  server: Server;
  answer: { status: number };
}> {
  const got: Got[] = [];
  const answer = { status: 200 };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      got.push({ method: request.method ?? '', url: request.url ?? '', body });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ text: 'The moon pulls', tags: ['moon'], key: 'canary-secret-77' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No address.');
  return { url: `http://127.0.0.1:${address.port}`, got, server, answer };
}

/** The tested flow in the designer; its web service is real, its model is not there. */
async function open(window: Page, host: BrowserHost) {
  const service = await startService();
  await host.client('flows.import', { text: testedFlow() });
  await host.client('connections.create', {
    name: 'site',
    kind: 'http',
    settings: { baseUrl: service.url },
    secrets: { token: 'canary-secret-77' },
  });
  await host.client('connections.bind', { id: 'tested', slot: 'cms', name: 'site' });
  await editor(window).open(`${host.url}/flows/tested/edit`);
  const form = panel(window);
  const result = form.root.getByRole('region', { name: 'What came of it' });
  const openTest = async (step: string): Promise<void> => {
    await form.open(step);
    const head = form.root.getByRole('button', { name: 'Test this step', exact: true }).first();
    if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
  };
  const saved = async () => (await host.client('flows.get', { id: 'tested' })).drawing;
  return { service, form, result, openTest, saved, screen: editor(window) };
}

test('a step that reads is tested with the example, and what it gave becomes the example in one press', async ({
  window,
  host,
}) => {
  const { service, form, result, openTest, saved, screen } = await open(window, host);
  await openTest('look');
  await form.test('Test this step');
  await expect(result).toContainText('Succeeded');
  await expect(result).toContainText('The moon pulls');
  await expect(result).not.toContainText('canary');
  expect(service.got).toEqual([{ method: 'GET', url: '/posts/Tides', body: '' }]);
  await form.press('Keep as example');
  await expect(result).toContainText('It is the example of this step.');
  await screen.saved();
  expect((await saved()).samples?.['look']).toMatchObject({ body: { text: 'The moon pulls', key: '•••' } });
  await window.keyboard.press('Control+z');
  await expect(result.getByRole('button', { name: 'Keep as example' })).toBeVisible();

  service.answer.status = 500;
  await form.test('Test this step');
  await expect(result.getByRole('alert')).toContainText('failed on its side (500)');
  await expect(result.getByRole('alert')).toContainText('A run would stop here.');

  await form.field('Example of what it gives').fill('{ "key": "canary-secret-77" }');
  await expect(form.root).toContainText('This holds a secret that is kept in a connection here');
  await form.field('Example of what it gives').fill('{ "key": "made up" }');
  await screen.saved();
  service.server.close();
});

test('a step that changes something is shown first, then really done after saying to what system', async ({
  window,
  host,
}) => {
  const { service, form, result, openTest } = await open(window, host);
  await openTest('send');
  await form.test('Show what would be sent');
  await expect(result).toContainText('Nothing has left this computer.');
  await expect(result).toContainText(`POST ${service.url}/posts?draft=a+b%26c`);
  await expect(result).toContainText('Ünïcödé');
  expect(service.got).toEqual([]);

  await form.test('Really do it…');
  const question = window.getByRole('dialog', { name: 'Really do it?' });
  await expect(question).toContainText(`POST ${service.url}/posts`);
  await question.getByRole('button', { name: 'Keep it as it is' }).click();
  expect(service.got).toEqual([]);
  await form.test('Really do it…');
  await question.getByRole('button', { name: 'Send it' }).click();
  await expect(result).toContainText('Succeeded');
  expect(service.got).toHaveLength(1);
  expect(JSON.parse(service.got[0]?.body ?? '')).toEqual({
    title: 'Tides',
    by: 'owner',
    note: 'Ünïcödé “x”',
  });
  expect((await host.client('runs.list', {})).items).toEqual([]);
  service.server.close();
});

test('a branch says which way and why, with own values and back with the examples', async ({
  window,
  host,
}) => {
  const { service, form, result, openTest } = await open(window, host);
  await openTest('weigh');
  await form.test('Test this step');
  await expect(result).toContainText('middle');
  await expect(result.getByRole('list', { name: 'Conditions in their order' })).toContainText(
    'Ask › Risk: 4',
  );
  await form.side('Own values');
  await form.field('Ask › Risk').fill('9');
  await form.test('Test this step');
  await expect(result).toContainText('“high”');
  await expect(result).toContainText('your own values');
  await form.side('Example values');
  await form.test('Test this step');
  await expect(result).toContainText('“middle”');

  await openTest('shape');
  await form.side('Own values');
  await form.field('Ask › Summary').fill('Quite safe');
  await form.test('Test this step');
  await expect(result).toContainText('Quite safe (4)');
  service.server.close();
});

test('a card is seen as people would see it; practice, problems and missing values say what to press', async ({
  window,
  host,
}) => {
  const { service, form, result, openTest, saved, screen } = await open(window, host);
  await openTest('review');
  await form.test('Show the card');
  const card = window.getByRole('dialog', { name: 'The card as people see it' });
  await expect(card.getByRole('heading', { name: 'Publish Tides' })).toBeVisible();
  await expect(card).toContainText('Harmless');
  await expect(card.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await picture(window, 'test-step-card');
  await window.keyboard.press('Escape');
  expect((await host.client('approvals.list', {})).items).toEqual([]);

  await openTest('ask');
  await form.test('Test this step');
  await expect(result).toContainText('Practice');
  await expect(result).toContainText('No connection is chosen for drafts');

  await openTest('shape');
  await form.field('Example of what it gives').fill('{ "line": "By hand" }');
  await screen.saved();
  expect((await saved()).samples?.['shape']).toEqual({ line: 'By hand' });

  await openTest('tell');
  await form.type('Title', '{{');
  await form.values
    .getByRole('option', { name: /^Answer /u })
    .first()
    .click();
  await form.test('Show what would be sent');
  await expect(result.getByRole('alert')).toContainText('give “Send” an example');
  await result.getByRole('button', { name: 'Go to the field' }).click();
  await expect(form.field('Title')).toBeFocused();
  service.server.close();
});

test('axe finds nothing in a tested step in either theme', async ({ window, host }) => {
  const { service, form, result, openTest } = await open(window, host);
  const faults: string[] = [];
  for (const step of ['look', 'send', 'weigh']) {
    await openTest(step);
    await form.test(step === 'send' ? 'Show what would be sent' : 'Test this step');
    await expect(result).toBeVisible();
    faults.push(...(await faultsInBothThemes(window, step, 'section[aria-label="Step"]')));
    await picture(window, `test-step-${step}`);
  }
  expect(faults).toEqual([]);
  service.server.close();
});
