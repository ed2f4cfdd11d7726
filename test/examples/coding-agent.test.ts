import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startExampleSystems, type ExampleSystems } from '../support/example-systems.ts';
import {
  deliver,
  ended,
  exampleJson,
  goLive,
  pendingApproval,
  readRun,
  textOf,
} from '../support/example-flows.ts';
import { newHome, removeHome, startHost, until, type Host } from '../support/host-process.ts';

let systems: ExampleSystems;
let host: Host;

afterEach(async () => {
  await host.stop();
  removeHome(host.home);
  await systems.close();
});

async function begin(
  options: Parameters<typeof startExampleSystems>[0],
): Promise<{ repository: string; run: string }> {
  systems = await startExampleSystems(options);
  host = await startHost(newHome());
  await goLive(host.api, 'coding-agent', systems.connections);
  const accepted = await deliver(host.api, 'coding-agent', exampleJson('pull-request.json'), {
    'x-github-event': 'pull_request',
    'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
  });
  expect(accepted.status).toBe(202);
  const repository = systems.vm?.repository;
  if (repository === undefined) throw new Error('OpenSSH is missing');
  return { repository, run: textOf(accepted.body['id']) };
}

async function decideAndCheck(repository: string, run: string): Promise<void> {
  const card = await pendingApproval(host.api, run, [], 40_000);
  expect(card).toMatchObject({
    title: "Apply the agent's patch to Codertocat/Hello-World",
    proposal: { reason: 'Update the README with new information.', affects: { count: 1 } },
  });
  expect(JSON.stringify(card['show'])).toContain(
    '+A first repository, with the information that was asked for.',
  );
  expect(JSON.stringify(card['show'])).toContain('ok 2 - README says what this is');
  expect(readFileSync(join(repository, 'README.md'), 'utf8')).toBe('# Hello-World\n');
  const decided = await host.api('POST', `/approvals/${textOf(card['id'])}/decision`, {
    decision: 'approved',
    seen: textOf(card['cardHash']),
  });
  expect(decided.status).toBe(200);
  const done = await ended(host.api, run);
  expect(done.status).toBe('succeeded');
  const { people } = (await host.api('GET', '/workspace')).body as { people: { name: string }[] };
  const owner = people[0]?.name ?? '';
  const head = execFileSync('git', ['log', '-1', '--format=%H %s'], {
    cwd: repository,
    encoding: 'utf8',
  }).trim();
  expect(head).toContain('Update the README with new information.');
  expect(systems.forge.log).toMatchObject([
    {
      path: '/repos/Codertocat/Hello-World/statuses/ec26c3e57ca3a959ca5aad62de7213c562f8c821',
      body: { state: 'success', description: `Applied as ${head.split(' ')[0]}, approved by ${owner}` },
    },
  ]);
  expect(readFileSync(join(repository, 'agent-runs.log'), 'utf8')).toBe('run\n');
}

test('a remote agent calls back, a person sees patch and tests, and the patch is applied once', async () => {
  const { repository, run } = await begin({ agentSeconds: 1 });
  await decideAndCheck(repository, run);
  const events = JSON.stringify((await host.api('GET', `/runs/${run}/events`)).body);
  expect(events).toContain(`callback://${run}/finished/1`);
  expect(events).not.toMatch(/\/callbacks\/[A-Za-z0-9_-]{20,}/);
});

test('with the callback blocked and the app killed in the middle, the marker beside the job carries the run on', async () => {
  const { repository, run } = await begin({ silentAgent: true, agentSeconds: 3 });
  await until(
    async () => (await readRun(host.api, run)).waitingFor.some((wait) => wait.kind === 'callback'),
    'the run waits for the agent',
  );
  await host.kill();
  await until(
    async () => existsSync(join(repository, 'tests.log')),
    'the agent finishes while the app is dead',
  );
  host = await startHost(host.home);
  await decideAndCheck(repository, run);
});
