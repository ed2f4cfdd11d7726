import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';

import { cli, json, root } from '../../support/cli.ts';
import { askingFlow, brokenFlow } from '../../support/flows.ts';
import { tempHome } from '../../support/host.ts';

// Every command is a process of its own, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const quickFlow = `countersign: 1
id: quick
nodes:
  begin:
    kind: trigger.manual
  nap:
    kind: sleep
    config: { for: 300ms }
  finish:
    kind: end
    config: { outcome: OUTCOME, message: That was it }
edges:
  - begin -> nap
  - nap -> finish
`;

const practiceFlow = `countersign: 1
id: practice
connections:
  writer: { kind: llm }
nodes:
  begin:
    kind: trigger.manual
  write:
    kind: llm
    name: Write the summary
    config: { connection: writer, prompt: Write }
  review:
    kind: approval
    config:
      title: 'Send: {{ steps.write.text }}'
      assign: { pools: [editors], exclude: [requester] }
      quorum: 1
      timeout: none
edges:
  - begin -> write
  - write -> review
samples:
  write: { text: A calm look at tides }
`;

function setUp(text: string) {
  const folder = tempHome();
  const file = join(folder, 'it.flow.yaml');
  writeFileSync(file, text);
  return { folder, file, env: { TMPDIR: folder } };
}

const homesIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('countersign-'));

test('a flow that ends well leaves nothing behind', async () => {
  const { folder, file, env } = setUp(quickFlow.replace('OUTCOME', 'succeeded'));
  const ended = await cli(['run', file], { env });
  expect([ended.code, homesIn(folder)]).toEqual([0, []]);
  expect(ended.stdout).toContain('Ended: succeeded (That was it).');
});

test('a flow that fails fails the command, and its home is kept with the command to look at it', async () => {
  const { file, env } = setUp(quickFlow.replace('OUTCOME', 'failed'));
  const ended = await json(['run', file], { env });
  const { data } = ended.document as {
    data?: { home: string; next: string[]; run: { id: string; status: string } };
  };
  expect([ended.code, data?.run.status]).toEqual([1, 'failed']);
  expect(existsSync(data?.home ?? '')).toBe(true);
  expect(data?.next[0]).toBe(`npx countersign --home ${data?.home} runs show ${data?.run.id}`);
});

test('a flow that asks waits for the person, and exactly the printed command goes on with it', async () => {
  const { file, env } = setUp(askingFlow());
  const ended = await cli(['run', file, '--input', '{"title":"Tides"}'], { env });
  expect(ended.code).toBe(0);
  expect(ended.stdout).toContain('“Publish Tides”');
  const next = /^Next: npx countersign (.+)$/m.exec(ended.stdout)?.[1]?.split(' ') ?? [];
  const home = next[1] ?? '';
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  expect(next.slice(0, 4)).toEqual(['--home', home, 'approvals', 'approve']);
  // Every command that is named reaches the home this run is in, not the one of every day.
  const named = [...ended.stdout.matchAll(/countersign (\S+)/g)].map(([, first]) => first);
  expect(new Set(named)).toEqual(new Set(['--home']));
  const approved = await cli(next, { env });
  expect(approved.code).toBe(0);
  expect(approved.stdout).toContain('succeeded');
});

test('a place without a connection is answered by its sample and says practice; excluded people practise too', async () => {
  const { file, env } = setUp(practiceFlow);
  const ended = await cli(['run', file], { env });
  expect(ended.code).toBe(0);
  expect(ended.stderr).toContain('practice');
  expect(ended.stdout).toMatch(/practice/i);
  expect(ended.stdout).toContain('Send: A calm look at tides');
  const next = /^Next: npx countersign (.+) --as "(.+)"$/m.exec(ended.stdout);
  expect(next?.[2]).toBe('Editor A');
  const approved = await cli([...(next?.[1]?.split(' ') ?? []), '--as', next?.[2] ?? ''], { env });
  expect([approved.code, approved.stdout.includes('Editor A')]).toEqual([0, true]);
});

test.each([
  ['content-approval', 'article'],
  ['payment', 'invoice'],
  ['coding-agent', 'pull-request'],
])('the example %s needs nothing to come as far as its first person', async (flow, input) => {
  const { env } = setUp('');
  const files = [`examples/${flow}.flow.yaml`, '--input', `@examples/${input}.json`];
  const { code, document } = await json(['run', ...files], { env, cwd: root });
  const { run, next }: { run: { waitingFor: { kind: string }[] }; next: string[] } = document.data ?? {
    run: { waitingFor: [] },
    next: [],
  };
  expect([code, run.waitingFor.map(({ kind }) => kind)]).toEqual([0, ['approval']]);
  expect(next[0]).toContain('approvals approve');
});

test('where only samples answered, nobody real will call back: the command does not stay for it', async () => {
  const { file, env } = setUp(`countersign: 1
id: handing-out
connections:
  far: { kind: http }
nodes:
  begin: { kind: trigger.manual }
  tell: { kind: http, config: { connection: far, method: POST, path: /jobs, body: '{{ callback.hold }}' } }
  hold: { kind: wait, config: { for: callback, timeout: 1d } }
  late: { kind: end }
edges:
  - begin -> tell
  - tell -> hold
  - hold.timeout -> late
samples:
  tell: { status: 202, headers: {}, body: null }
`);
  const { code, document } = await json(['run', file], { env });
  expect([code, document.data]).toEqual([
    0,
    expect.objectContaining({ next: [expect.stringContaining('serve')] }),
  ]);
});

test('what cannot run says why, and leaves nothing behind', async () => {
  const { folder, file, env } = setUp(brokenFlow);
  const invalid = await json(['run', file], { env });
  expect([invalid.code, invalid.document.error?.code, homesIn(folder)]).toEqual([1, 'invalid_flow', []]);
  expect((await cli(['run', join(folder, 'none.yaml')], { env })).code).toBe(3);
  writeFileSync(join(folder, 'connections.json'), '{"writer":{"kind":"telepathy"}}');
  const wrong = await cli(['run', file, '--connections', join(folder, 'connections.json')], { env });
  expect([wrong.code, homesIn(folder)]).toEqual([2, []]);
});
