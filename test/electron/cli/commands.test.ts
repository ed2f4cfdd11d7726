import { startHttpServer } from '../../support/http-server.ts';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';

import { cli, json } from '../../support/cli.ts';
import { tempHome } from '../../support/host.ts';
import { askingFlow, brokenFlow, failingFlow, hookFlow } from '../../support/flows.ts';

// Every command is a process of its own, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

function homeWith(...texts: string[]): { home: string; files: string[] } {
  const home = tempHome();
  const folder = join(home, 'files');
  mkdirSync(folder);
  const files = texts.map((text, index) => {
    const file = join(folder, `${index}.flow.yaml`);
    writeFileSync(file, text);
    return file;
  });
  return { home: join(home, 'home'), files };
}

describe('exit codes and the one document', () => {
  test('0 done, 1 failed, 2 wrong use, 3 not found, 4 not allowed, 5 no host', async () => {
    const { home, files } = homeWith(askingFlow(), brokenFlow);
    const [good = '', bad = ''] = files;
    const table: [string[], number, string | null, Record<string, string>?][] = [
      [['flows', 'validate', good], 0, null],
      [['flows', 'validate', good, bad], 1, null],
      [['flows', 'import', good], 0, null],
      [['flows', 'import', bad], 0, null],
      [['flows', 'release', 'broken', '--notes', 'x'], 1, 'invalid_flow'],
      [['flows', 'release', 'asking'], 2, 'usage'],
      [['flows', 'nonsense'], 2, 'usage'],
      [['mcp'], 2, 'usage'],
      [['policy', 'show'], 2, 'usage'],
      [['flows', 'list', '--nonsense'], 2, 'usage'],
      [['runs', 'start', 'asking', '--input', '{oops'], 2, 'usage'],
      [['runs', 'start', 'asking', '--input', '{}'], 1, 'invalid_input'],
      [['runs', 'answer', 'x', 'y', 'maybe'], 2, 'usage'],
      [['flows', 'show', 'nobody'], 3, 'not_found'],
      [['runs', 'show', 'nobody'], 3, 'not_found'],
      [['approvals', 'approve', 'nobody.review.1'], 3, 'not_found'],
      [['flows', 'import', join(home, 'no-such-file')], 3, 'not_found'],
      [['flows', 'list'], 4, 'unauthenticated', { COUNTERSIGN_TOKEN: 'cs_0123456789012345678901234567890' }],
      [
        ['flows', 'list'],
        5,
        'no_host',
        { COUNTERSIGN_URL: 'http://127.0.0.1:9', COUNTERSIGN_TOKEN: 'x'.repeat(40) },
      ],
      [['flows', 'list'], 5, 'no_host', { COUNTERSIGN_URL: 'http://127.0.0.1:9' }],
      [['flows', 'promote', 'asking'], 3, 'not_found'],
      [['flows', 'export', 'asking', '--out', join(home, 'no-such-folder', 'x')], 1, 'invalid_input'],
      [['flows', 'list'], 5, 'store_failed', { COUNTERSIGN_HOME: '/proc/no-home' }],
    ];
    for (const [args, code, error, env = {}] of table) {
      const ended = await json(args, { home, env });
      expect([args, ended.code, ended.document.error?.code ?? null]).toEqual([args, code, error]);
      expect(ended.document.schema).toBe(1);
      expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1);
    }
  });

  test('without arguments it says how it is used, and that is wrong use', async () => {
    const ended = await cli([]);
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toContain('approvals');
    expect((await cli(['--help'])).code).toBe(0);
    const help = await cli(['help', 'flows']);
    expect([help.code, help.stdout.includes('validate')]).toEqual([0, true]);
    expect((await cli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('people get words, the fix with every error, and nothing of it on standard output', async () => {
    const { home } = homeWith();
    const ended = await cli(['flows', 'show', 'nobody'], { home });
    expect([ended.code, ended.stdout]).toEqual([3, '']);
    expect(ended.stderr).toBe('There is no flow “nobody”.\nSee the list of flows for those there are.\n');
    expect((await cli(['flows', 'list'], { home })).stdout).toContain('No flows yet');
  });
});

test('a flow goes from file to live, runs, asks, and is decided by the next command', async () => {
  const { home, files } = homeWith(askingFlow());
  await cli(['flows', 'import', ...files], { home });
  expect((await cli(['flows', 'release', 'asking', '--notes', 'First'], { home })).stdout).toContain('v1');
  expect((await cli(['flows', 'promote', 'asking'], { home })).stdout).toContain('asking v1 is live.');
  const started = await json(
    ['runs', 'start', 'asking', '--target', 'live', '--input', '{"title":"Tides"}'],
    { home },
  );
  const { id } = (started.document as { data?: { id: string } }).data ?? { id: '' };
  const list = await cli(['approvals', 'list', '--mine'], { home });
  expect(list.stdout).toContain(`${id}.review.1`);
  const card = await cli(['approvals', 'show', `${id}.review.1`], { home });
  expect(card.stdout).toContain('Publish Tides');
  expect(card.stdout).toContain(`countersign approvals approve ${id}.review.1`);
  expect((await cli(['approvals', 'approve', `${id}.review.1`, '--set', 'nothing=1'], { home })).code).toBe(
    2,
  );
  const approved = await json(
    ['approvals', 'approve', `${id}.review.1`, '--set', 'amount=7', '--comment', 'Fine'],
    { home },
  );
  expect([approved.code, approved.document]).toMatchObject([
    0,
    { data: { status: 'approved', result: { values: { amount: 7 } }, decision: { via: 'cli' } } },
  ]);
  const told = await cli(['runs', 'show', id], { home });
  expect(told.stdout).toMatch(/succeeded/);
  expect(told.stdout).toMatch(/approved/);
  const late = await json(['approvals', 'decline', `${id}.review.1`, '--comment', 'no'], { home });
  expect([late.code, late.document.error?.code]).toEqual([1, 'already_decided']);
  expect((await cli(['flows', 'offline', 'asking'], { home })).code).toBe(0);
});

test('a draft is taken to its deadline by command, and its story says so', async () => {
  const { home, files } = homeWith(askingFlow());
  await cli(['flows', 'import', ...files], { home });
  const started = await json(['runs', 'start', 'asking', '--input', '{"title":"Tides"}'], { home });
  const { id } = (started.document as { data?: { id: string } }).data ?? { id: '' };
  expect((await cli(['runs', 'show', id], { home })).stdout).toContain(`countersign runs jump ${id}`);
  const jumped = await cli(['runs', 'jump', id], { home });
  expect(jumped.code).toBe(0);
  expect(jumped.stdout).toContain('Owner jumped 1 day ahead, to the time limit of “review” (practice).');
  expect(jumped.stdout).toContain('1 day ahead (practice)');
});

test('a failed run goes on by command with an output that is set, or without the step', async () => {
  const { home, files } = homeWith(failingFlow());
  const [file = ''] = files;
  await cli(['flows', 'import', file], { home });
  const begin = async (): Promise<string> =>
    (await cli(['runs', 'start', 'failing'], { home })).stdout.slice(0, 36);
  const [first, second] = [await begin(), await begin()];
  const wrong = await json(['runs', 'edit', first, 'count', '--output', '{"sum":1}'], { home });
  expect([wrong.code, wrong.document.error?.code]).toEqual([1, 'invalid_input']);
  expect((await cli(['runs', 'edit', first, 'count', '--output', '{oops'], { home })).stderr).toContain(
    '--output is not JSON.',
  );
  const forged = await json(['runs', 'edit', first, 'review', '--way', 'approved'], { home });
  expect([forged.code, forged.document.error?.code]).toEqual([1, 'conflict']);
  const edited = await cli(['runs', 'edit', first, 'count', '--output', '{"total":8}'], { home });
  expect(edited.code).toBe(0);
  expect(edited.stdout).toContain('Output of “Count it” (round 2) set by Owner');
  const skipped = await cli(['runs', 'skip', second, 'count'], { home });
  expect(skipped.code).toBe(0);
  expect(skipped.stdout).toContain('“Count it” (round 2) was skipped by Owner');
});

test('files are written to standard output as they are, or where they were told to', async () => {
  const { home, files } = homeWith(askingFlow());
  await cli(['flows', 'import', ...files], { home });
  await cli(['flows', 'release', 'asking', '--notes', 'x'], { home });
  const out = await cli(['flows', 'export', 'asking', '--json'], { home });
  expect(out.stdout).toMatch(/^countersign: 1\n/);
  const file = join(home, 'out.yaml');
  await cli(['flows', 'export', 'asking', '--from', '1', '--out', file], { home });
  expect(readFileSync(file, 'utf8')).toMatch(
    /^# Countersign release: asking v1, hash [0-9a-f]{64}, .*\ncountersign: 1\n/,
  );
  const journal = join(home, 'journal.jsonl');
  expect((await cli(['audit', 'export', '--out', journal], { home })).code).toBe(0);
  expect((await cli(['audit', 'verify', journal], { home })).code).toBe(0);
  writeFileSync(journal, readFileSync(journal, 'utf8').replace('"notes":"x"', '"notes":"y"'));
  const broken = await json(['audit', 'verify', journal], { home });
  expect([broken.code, broken.document]).toMatchObject([1, { data: { ok: false, at: 1 } }]);
  expect((await cli(['audit', 'verify'], { home })).code).toBe(0);
});

test('several files are imported one by one, and a bad one keeps none of the others back', async () => {
  const { home, files } = homeWith(askingFlow(), 'countersign: 1\nid: {\n', hookFlow());
  const missing = join(home, 'no-such-file');
  const ended = await json(['flows', 'import', ...files, missing], { home });
  const [good, bad, other] = files;
  expect([ended.code, ended.document]).toMatchObject([
    1,
    {
      data: {
        items: [
          { file: good, id: 'asking', changed: true },
          { file: bad, error: { code: 'invalid_flow', details: [{ line: expect.any(Number) }] } },
          { file: other, id: 'hooked', changed: true },
          { file: missing, error: { code: 'not_found' } },
        ],
      },
    },
  ]);
  const again = await cli(['flows', 'import', ...files], { home });
  expect(again.code).toBe(1);
  expect(again.stdout).toContain('Already there: asking.\n');
  expect(again.stdout).toContain(`${bad}: The flow cannot be read.`);
  expect(again.stdout).toContain('Already there: hooked.');
});

test('several flows are exported into a folder, one file each, and come back byte for byte', async () => {
  const { home, files } = homeWith(askingFlow(), hookFlow());
  await cli(['flows', 'import', ...files], { home });
  const folder = join(home, 'shared', 'flows');
  const ended = await json(['flows', 'export', 'asking', 'nobody', 'hooked', '--out', folder], { home });
  expect([ended.code, ended.document]).toMatchObject([
    1,
    {
      data: {
        items: [
          { id: 'asking', file: join(folder, 'asking.flow.yaml') },
          { id: 'nobody', error: { code: 'not_found' } },
          { id: 'hooked', file: join(folder, 'hooked.flow.yaml') },
        ],
      },
    },
  ]);
  const written = ['asking', 'hooked'].map((id) => join(folder, `${id}.flow.yaml`));
  const other = homeWith();
  expect((await cli(['flows', 'import', ...written], { home: other.home })).code).toBe(0);
  const [first = ''] = written;
  expect((await cli(['flows', 'export', 'asking'], { home: other.home })).stdout).toBe(
    readFileSync(first, 'utf8'),
  );
  expect((await cli(['flows', 'export', 'asking', 'hooked'], { home })).code).toBe(2);
});

test('secrets come from standard input and are told to nobody', async () => {
  const { home, files } = homeWith(hookFlow());
  await cli(['flows', 'import', ...files], { home });
  const set = await json(
    [
      'connections',
      'set',
      'cms',
      '--kind',
      'http',
      '--setting',
      'baseUrl=http://127.0.0.1:9',
      '--secret',
      'token=-',
    ],
    {
      home,
      input: 'canary-55aa\n',
    },
  );
  expect([set.code, set.document]).toMatchObject([
    0,
    { data: { name: 'cms', kind: 'http', secrets: ['token'] } },
  ]);
  const list = await cli(['connections', 'list'], { home });
  expect(list.stdout).toContain('cms');
  const bytes = readFileSync(join(home, 'countersign.db'), 'latin1');
  expect(`${set.stdout}${set.stderr}${list.stdout}${bytes}`).not.toContain('canary-55aa');
  const tested = await json(['connections', 'test', 'cms'], { home });
  expect([tested.code, tested.document]).toMatchObject([1, { data: { ok: false } }]);
  expect((await cli(['connections', 'bind', 'hooked', 'nothing', 'cms'], { home })).code).toBe(3);
});

test('a home is closed to others from its first moment', async () => {
  const { home } = homeWith();
  await cli(['flows', 'list'], { home });
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
  expect([mode(home), mode(join(home, 'token')), mode(join(home, 'key'))]).toEqual(['700', '600', '600']);
});

test('people, pools and tokens are kept by command', async () => {
  const { home } = homeWith();
  const file = join(tempHome(), 'workspace.json');
  writeFileSync(
    file,
    JSON.stringify({
      me: 'owner',
      people: [
        { id: 'owner', name: 'Ada' },
        { id: 'mara', name: 'Mara' },
      ],
      pools: { editors: ['mara'] },
    }),
  );
  expect((await cli(['workspace', 'set', file], { home })).stdout).toContain('Mara');
  expect((await json(['workspace', 'show'], { home })).document).toMatchObject({
    data: { pools: { editors: ['mara'] } },
  });
  expect(
    (await json(['token', 'create', '--role', 'approver', '--person', 'ghost'], { home })).document.error
      ?.code,
  ).toBe('invalid_input');
  const made = await json(['token', 'create', '--role', 'agent', '--person', 'owner'], { home });
  const { token } = (made.document as { data?: { token: string } }).data ?? { token: '' };
  // A token narrows what the command line may do, also where it opens the home itself.
  const refused = await json(['workspace', 'set', file], { home, env: { COUNTERSIGN_TOKEN: token } });
  expect([refused.code, refused.document.error?.code]).toEqual([4, 'forbidden']);
  expect((await json(['flows', 'list'], { home, env: { COUNTERSIGN_TOKEN: token } })).code).toBe(0);
});

test('the doctor says what works and what does not', async () => {
  const { home } = homeWith();
  await cli(['flows', 'list'], { home });
  const { document } = await json(['doctor'], { home });
  const { checks } = (document as { data?: { checks: { name: string; ok: boolean; message: string }[] } })
    .data ?? { checks: [] };
  expect(checks.find(({ name }) => name === 'Store')).toMatchObject({ ok: true });
  expect(checks.find(({ name }) => name === 'Store')?.message).toMatch(/synchronous 2/);
  expect(checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Node', 'Home', 'Window', 'Store', 'Secrets']),
  );
});

test('what a step said is read by command, with what it was asked to leave out', async () => {
  const service = await startHttpServer();
  const flow = {
    countersign: 1,
    id: 'calling',
    nodes: {
      go: { kind: 'trigger.manual' },
      call: { kind: 'http', config: { url: `${service.url}/tea?key=of-the-shop` } },
    },
    edges: ['go -> call'],
  };
  const { home, files } = homeWith(JSON.stringify(flow));
  await cli(['flows', 'import', ...files], { home });
  const started = await json(['runs', 'start', 'calling', '--wait'], { home });
  const { id } = (started.document as { data?: { id: string } }).data ?? { id: '' };
  const log = await cli(['runs', 'log', id, 'call'], { home });
  expect(log.code).toBe(0);
  expect(log.stdout).toContain(`GET ${new URL(service.url).host}/tea, 0 bytes`);
  expect(log.stdout).toContain('answered 200');
  expect(log.stdout).not.toContain('of-the-shop');
  expect((await cli(['runs', 'log', id, 'go'], { home })).stdout).toContain('This step said nothing');
  await service.close();
});
