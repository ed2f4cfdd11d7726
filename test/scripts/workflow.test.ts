import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
type Step = { name?: string; if?: string; uses?: string; run?: string; env?: Record<string, string> };
type Workflow = {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  concurrency: { group: string };
  jobs: Record<
    string,
    {
      'runs-on': string;
      'timeout-minutes': number;
      strategy: { matrix: { system: string[] } };
      steps: Step[];
    }
  >;
};
const text = readFileSync(join(root, '.github/workflows/desktop.yml'), 'utf8');
// Strict: a key twice or a tab would be an error here as it is there.
const workflow = parse(text, { strict: true, uniqueKeys: true }) as Workflow;
const job = workflow.jobs['desktop'];
const steps = job?.steps ?? [];
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

test('the workflow runs on the three systems, ends on its own, and may only read', () => {
  expect({
    systems: job?.strategy.matrix.system.map((name) => name.split('-')[0]),
    limit: job?.['timeout-minutes'],
    permissions: workflow.permissions,
    group: workflow.concurrency.group,
  }).toEqual({
    systems: ['ubuntu', 'windows', 'macos'],
    limit: 60,
    permissions: { contents: 'read' },
    group: 'desktop-${{ github.ref }}',
  });
  expect(text).not.toMatch(/secrets\.|pull_request_target/);
});

test('every action it uses is of a stated version, from the maker of the service', () => {
  const uses = steps.flatMap((step) => step.uses ?? []);
  expect(uses.filter((name) => !/^actions\/[\w-]+@(v\d+|[0-9a-f]{40})$/.test(name))).toEqual([]);
  expect(uses.length).toBeGreaterThan(2);
});

test('every script and file it names is there', () => {
  const commands = steps.map((step) => step.run ?? '').join('\n');
  const named = [...commands.matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name ?? '');
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  expect([...new Set(named)].toSorted()).toEqual([
    'check-package',
    'fetch-electron',
    'package',
    'test-electron',
  ]);
  const files = named.flatMap((name) => scripts[name]?.match(/\S+\.(?:js|mjs|ts)\b/g) ?? []);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('each system gets the real Electron without a way to skip it, and what is shipped is looked at', () => {
  const on = (system: 'Linux' | 'other'): Step[] =>
    steps.filter(
      ({ if: when }) =>
        when === undefined || when === `runner.os ${system === 'Linux' ? '==' : '!='} 'Linux'`,
    );
  for (const system of ['Linux', 'other'] as const) {
    const order = on(system).map(({ run, uses }) => run ?? uses ?? '');
    const at = (words: string): number => order.findIndex((run) => run.includes(words));
    expect(at('npm ci')).toBeGreaterThan(0);
    expect(at('npm test')).toBeGreaterThan(at('npm ci'));
    expect(at('test-electron')).toBeGreaterThan(at('fetch-electron'));
    expect(at('npm run package')).toBeGreaterThan(at('test-electron'));
    expect(at('check-package -- --smoke')).toBeGreaterThan(at('npm run package'));
    expect(at('upload-artifact')).toBeGreaterThan(at('check-package'));
    expect(on(system).find(({ run }) => run?.includes('test-electron'))?.env).toEqual({
      REQUIRE_ELECTRON: '1',
    });
  }
});
