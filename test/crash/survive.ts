import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../shared/json.ts';
import type { ExampleSystems } from '../support/example-systems.ts';
import { readRun, textOf } from '../support/example-flows.ts';
import { removeHome, startHost, type Host } from '../support/host-process.ts';
import { startTracedHost } from '../support/kill-at-write.ts';
import { copyHome, type Scenario } from './scenario.ts';

export type Story = {
  status: string;
  outcome: Json;
  asked: number;
  decided: number;
  world: Json;
  audit: Json;
};

type Caller = { api: Host['api']; restarted: boolean; stop: () => Promise<void> };

/**
 * Plays the scenario against a host that dies at its k-th write, starts a healthy host on the same home, and plays
 * on: every request is repeated as a careful client repeats it. `writes` is how many writes the first host made.
 */
export async function surviveKill(
  scenario: Scenario,
  systems: ExampleSystems,
  prepared: string,
  k: number,
): Promise<{ story: Story; writes: number; killed: boolean }> {
  scenario.reset(systems);
  const home = copyHome(prepared);
  const traced = await startTracedHost(home, k);
  const token = readFileSync(join(home, 'token'), 'utf8').trim();
  let healthy: Host | null = null;
  let dead = traced.url === null;
  void traced.exited.then(() => (dead = true));

  const caller: Caller = {
    restarted: false,
    api: async (method, path, body, headers = {}) => {
      if (!dead && healthy === null && traced.url !== null) {
        try {
          return await request(traced.url, token, method, path, body, headers);
        } catch {
          // The connection broke: the host is dead or dying. What it answered is unknown, so ask again.
          await traced.exited;
        }
      }
      healthy ??= await startHost(home);
      return healthy.api(method, path, body, headers);
    },
    stop: async () => {
      await traced.end();
      await healthy?.stop();
    },
  };
  try {
    const story = await play(scenario, systems, caller.api);
    const writes = traced.writes();
    return { story, writes, killed: healthy !== null };
  } finally {
    await caller.stop();
    removeHome(home);
  }
}

async function request(
  url: string,
  token: string,
  method: string,
  path: string,
  body?: Json | string,
  headers = {},
) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers };
}

async function play(scenario: Scenario, systems: ExampleSystems, api: Host['api']): Promise<Story> {
  const patient = async <T>(act: () => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries += 1) {
      try {
        return await act();
      } catch (error) {
        // Webhooks are posted outside `api`; a broken connection is repeated as any sender would.
        if (tries > 5) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const run = await patient(() => scenario.begin(api));
  const decided = new Map<string, number>();
  const deadline = Date.now() + 60_000;
  for (;;) {
    const now = await readRun(api, run);
    if (now.status === 'failed' && scenario.repair !== undefined) {
      await api('POST', `/runs/${run}/edit`, { ...scenario.repair, requestId: 'repair' });
      continue;
    }
    if (now['endedAt'] !== null && now['endedAt'] !== undefined) break;
    if (Date.now() > deadline)
      throw new Error(`The run got stuck: ${JSON.stringify(now.waitingFor)} ${JSON.stringify(now.steps)}`);
    const unknown = now.waitingFor.find((wait) => wait.kind === 'unknown');
    if (unknown !== undefined)
      await api('POST', `/runs/${run}/answer`, {
        node: unknown.node,
        ...scenario.look(systems, unknown.node),
      });
    const approval = now.waitingFor.find((wait) => wait.kind === 'approval')?.approval;
    if (approval === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    else await answer(scenario, api, approval, decided);
  }
  const end = await readRun(api, run);
  const asked = ((await api('GET', `/approvals?run=${run}`)).body.items ?? []).length;
  const audit = (await api('GET', '/audit?limit=500')).body.items ?? [];
  return {
    status: end.status,
    outcome: end['outcome'] ?? null,
    asked,
    decided: audit.filter(
      (entry) => textOf(entry['kind']).endsWith('decided') || textOf(entry['kind']) === 'decision',
    ).length,
    world: scenario.world(systems),
    audit: (await api('GET', '/audit/verify')).body['ok'] ?? null,
  };
}

/** Decides as the scenario says, with a request id, so that a repeated decision is one decision. */
async function answer(
  scenario: Scenario,
  api: Host['api'],
  approval: string,
  decided: Map<string, number>,
): Promise<void> {
  const visit = Number(approval.split('.').at(-1));
  const card = (await api('GET', `/approvals/${approval}`)).body;
  if (card['status'] !== 'pending') return;
  const heard = (card['decisions'] as Json[] | undefined)?.length ?? 0;
  const index = scenario.decisions.length > 1 && visit > 1 ? visit - 1 : heard;
  const decision = scenario.decisions[index];
  if (decision === undefined) throw new Error(`${approval} asks a ${index + 1}th time`);
  decided.set(approval, index);
  await api('POST', `/approvals/${approval}/decision`, {
    ...(decision as Record<string, Json>),
    requestId: `decide-${index}`,
  });
}
