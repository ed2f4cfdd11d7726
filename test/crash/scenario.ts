import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../shared/json.ts';
import { deliver, exampleJson, goLive, textOf } from '../support/example-flows.ts';
import { failingFlow } from '../support/flows.ts';
import type { startExampleSystems, ExampleSystems } from '../support/example-systems.ts';
import { newHome, startHost, type Host } from '../support/host-process.ts';

type Api = Host['api'];

/** One flow under attack: how it is started, and what the outside world must look like afterwards. */
export type Scenario = {
  flow: string;
  /** Of a flow that is no example. */
  text?: string;
  /** How somebody has the run go on when it fails. */
  repair?: { node: string; output: Json };
  systems: Parameters<typeof startExampleSystems>[0];
  /** Repeatable: the same delivery or request id gives the same run. */
  begin: (api: Api) => Promise<string>;
  decisions: Json[];
  /** What happened outside, without what differs from run to run. */
  world: (systems: ExampleSystems) => Json;
  /** Says whether an effect of unknown outcome happened, as a person would who goes and looks. */
  look: (systems: ExampleSystems, node: string) => { answer: 'done' | 'again'; output?: Json };
  reset: (systems: ExampleSystems) => void;
};

const clearLogs = (systems: ExampleSystems): void => {
  for (const service of [systems.model, systems.cms, systems.bank, systems.tickets, systems.forge])
    service.log.length = 0;
};
/** Posts as the far side keeps them: a repeated idempotency key is one post. */
const distinct = (service: ExampleSystems['cms']): number =>
  new Set(service.log.filter((call) => call.method === 'POST').map((call) => call.headers['idempotency-key']))
    .size;
const nothingUnknown: Scenario['look'] = (_, node) => {
  throw new Error(`${node} must never be unknown: it has an idempotency key`);
};
const git = (systems: ExampleSystems, ...args: string[]): string =>
  execFileSync('git', args, { cwd: systems.vm?.repository, encoding: 'utf8' }).trim();

export const scenarios: Record<string, Scenario> = {
  'content-approval': {
    flow: 'content-approval',
    systems: {},
    begin: async (api) =>
      textOf((await deliver(api, 'content-approval', exampleJson('article.json'))).body['id']),
    decisions: [{ decision: 'declined', comment: 'Shorter.' }, { decision: 'approved' }],
    world: (systems) => ({ published: distinct(systems.cms) }),
    look: nothingUnknown,
    reset: clearLogs,
  },
  'set output': {
    flow: 'failing',
    text: failingFlow(),
    systems: {},
    begin: async (api) =>
      textOf(
        (await api('POST', '/flows/failing/runs', { input: {}, target: 'live', requestId: 'one' })).body[
          'id'
        ],
      ),
    repair: { node: 'count', output: { total: 8 } },
    decisions: [{ decision: 'approved' }],
    world: () => null,
    look: nothingUnknown,
    reset: () => undefined,
  },
  payment: {
    flow: 'payment',
    systems: {},
    begin: async (api) =>
      textOf(
        (
          await api('POST', '/flows/payment/runs', {
            input: exampleJson('invoice.json'),
            target: 'draft',
            requestId: 'one',
          })
        ).body['id'],
      ),
    decisions: [
      { decision: 'approved', as: 'Finance A' },
      { decision: 'approved', as: 'Finance B' },
    ],
    world: (systems) => ({ paid: distinct(systems.bank), tickets: distinct(systems.tickets) }),
    look: nothingUnknown,
    reset: clearLogs,
  },
  'coding-agent': {
    flow: 'coding-agent',
    systems: { silentAgent: true, agentSeconds: 0 },
    begin: async (api) =>
      textOf(
        (await deliver(api, 'coding-agent', exampleJson('pull-request.json'), { 'x-github-delivery': 'one' }))
          .body['id'],
      ),
    decisions: [{ decision: 'approved' }],
    world: (systems) => ({
      started: readFileSync(join(systems.vm?.repository ?? '', 'agent-runs.log'), 'utf8'),
      commits: git(systems, 'log', '--format=%s').split('\n'),
      statuses: distinct(systems.forge),
    }),
    look: (systems, node) => {
      if (node !== 'apply') throw new Error(`${node} must never be unknown: its marker tells`);
      const applied = git(systems, 'log', '--format=%s').split('\n').length > 1;
      return applied
        ? {
            answer: 'done',
            output: { exitCode: 0, signal: null, stdout: git(systems, 'rev-parse', 'HEAD'), stderr: '' },
          }
        : { answer: 'again' };
    },
    reset: (systems) => {
      clearLogs(systems);
      const first = git(systems, 'rev-list', '--max-parents=0', 'HEAD');
      git(systems, 'reset', '-q', '--hard', first);
      for (const file of ['change.patch', 'tests.log', 'agent-runs.log'])
        rmSync(join(systems.vm?.repository ?? '', file), { force: true });
    },
  },
};

/** A flow that is not among the examples. */
async function putLive(api: Api, flow: string, text: string): Promise<void> {
  await api('POST', '/flows', text);
  await api('POST', `/flows/${flow}/releases`, { notes: 'First release' });
  await api('PUT', `/flows/${flow}/live`, { version: 1 });
}

/** A home in which the scenario's flow is live, made once and copied for every kill. */
export async function prepareHome(scenario: Scenario, systems: ExampleSystems): Promise<string> {
  const host = await startHost(newHome());
  if (scenario.text === undefined) await goLive(host.api, scenario.flow, systems.connections);
  else await putLive(host.api, scenario.flow, scenario.text);
  await host.stop();
  return host.home;
}

export function copyHome(home: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'countersign-crash-'));
  cpSync(home, copy, { recursive: true });
  return copy;
}
