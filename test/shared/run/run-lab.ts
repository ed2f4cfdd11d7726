import { expect } from 'vitest';

import { freshWorkspace } from '../../../shared/approval/workspace.ts';
import type { Workspace } from '../../../shared/approval/workspace.ts';
import { compile } from '../../../shared/flow/compile.ts';
import type { ConnectionSlot, DrawingNode, Edge } from '../../../shared/flow/drawing.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import { decide } from '../../../shared/run/decide.ts';
import type { RunEvent, RunInfo } from '../../../shared/run/event.ts';
import { evolve } from '../../../shared/run/evolve.ts';
import type { Actor, Decision, RunInput, StepOutcome, World } from '../../../shared/run/input.ts';
import { createProgram } from '../../../shared/run/program.ts';
import type { Program } from '../../../shared/run/program.ts';
import { replay } from '../../../shared/run/replay.ts';
import { jumpedMs } from '../../../shared/run/run-time.ts';
import type { RunState, Visit } from '../../../shared/run/state.ts';

export const t0 = Date.UTC(2026, 2, 9, 9, 0, 0);

type Nodes = Record<string, DrawingNode>;

/** A flow as edge lines and nodes, compiled for real; a trigger `go` is added. */
export function flow(
  nodes: Nodes,
  edges: string[],
  connections: Record<string, ConnectionSlot> = {},
): Program {
  const drawing = {
    countersign: 1 as const,
    id: 'lab',
    connections: { ...slots, ...connections },
    nodes: { go: { kind: 'trigger.webhook', config: { path: 'go', auth: 'none' } }, ...nodes },
    edges: edges.map(edgeOf),
  };
  const compiled = compile(drawing);
  if (!compiled.ok)
    throw new Error(JSON.stringify(compiled.problems.filter(({ severity }) => severity === 'error')));
  return createProgram(compiled.definition, compiled.hash);
}

const slots: Record<string, ConnectionSlot> = {
  web: { kind: 'http' },
  model: { kind: 'llm' },
  box: { kind: 'ssh' },
};

function edgeOf(line: string): Edge {
  const [left = '', to = ''] = line.split(' -> ');
  const [from = '', port = 'done'] = left.split('.');
  return { from, port, to };
}

export const set = (values: JsonObject): DrawingNode => ({ kind: 'set', config: { values } });
export const get = (more: Partial<DrawingNode> = {}): DrawingNode => ({
  kind: 'http',
  config: { connection: 'web', path: '/' },
  ...more,
});
export const post = (more: Partial<DrawingNode> = {}, config: JsonObject = {}): DrawingNode => ({
  kind: 'http',
  config: { connection: 'web', method: 'POST', path: '/', ...config },
  ...more,
});
export const ask = (config: JsonObject = {}): DrawingNode => ({
  kind: 'approval',
  config: { timeout: 'none', ...config },
});
export const join = (mode: 'all' | 'any' | number): DrawingNode => ({
  kind: 'join',
  config: typeof mode === 'number' ? { mode: 'count', count: mode } : { mode },
});

export const info = (program: Program, payload: Json): RunInfo => ({
  run: 'run-1',
  flow: 'lab',
  version: 1,
  target: 'live',
  hash: program.hash,
  trigger: { node: 'go', kind: 'trigger.webhook' },
  payload,
  startedBy: 'webhook',
  requester: null,
  author: null,
});

export const people: Workspace = {
  me: 'owner',
  people: ['owner', 'mara', 'jon', 'ann'].map((id) => ({
    id,
    name: id.charAt(0).toUpperCase() + id.slice(1),
  })),
  pools: { editors: ['mara', 'jon', 'ann'], chiefs: ['ann'] },
};

export function world(more: Partial<World> = {}): World {
  return {
    at: t0,
    workspace: freshWorkspace('Owner'),
    read: () => undefined,
    keep: (value) => value,
    earlyCallback: () => undefined,
    practice: () => false,
    nameOf: (node) => node,
    ...more,
  };
}

export const by = (person: string): Actor => ({ person, via: 'window' });

export type Lab = ReturnType<typeof createLab>;

/** A run without an engine: numbers the events, keeps them, and checks after each input that replay tells the same. */
export function createLab(
  program: Program,
  options: { payload?: Json; info?: Partial<RunInfo>; world?: Partial<World>; start?: false } = {},
) {
  const events: RunEvent[] = [];
  let state: RunState | null = null;
  let at = t0;

  function give(input: RunInput, by_: { program?: Program; world?: Partial<World> } = {}): Decision {
    const before = JSON.stringify(state);
    const around = world({ at, ...options.world, ...by_.world });
    const decision = decide(by_.program ?? program, state, input, around);
    const ahead = jumpedMs(decision.events);
    at += ahead;
    expect(JSON.stringify(state), 'decide leaves the state alone').toBe(before);
    for (const event of decision.events) {
      // Type and data stay the pair they were.
      const numbered = { ...event, seq: events.length + 1, at: around.at + ahead } as RunEvent;
      events.push(numbered);
      state = evolve(state, numbered);
    }
    return decision;
  }

  function current(): RunState {
    if (state === null) throw new Error('not started');
    return state;
  }

  function visit(node: string, number?: number): Visit {
    const found = current().visits.findLast(
      (one) => one.node === node && (number ?? one.visit) === one.visit,
    );
    if (found === undefined) throw new Error(`${node} was not entered`);
    return found;
  }

  const result = (node: string, outcome: StepOutcome, number?: number): Decision => {
    const { visit: n, attempts } = visit(node, number);
    return give({ type: 'result', node, visit: n, attempt: attempts.at(-1)?.attempt ?? 1, result: outcome });
  };

  const lab = {
    events,
    give,
    current,
    visit,
    get status() {
      return current().status;
    },
    get at() {
      return at;
    },
    set at(ms: number) {
      at = ms;
    },
    /** `node` as `node#visit port-or-status`, in order of entry. */
    path: () =>
      current().visits.map((one) => {
        const how = one.status === 'succeeded' ? one.port : one.status;
        return `${one.node}${one.visit === 1 ? '' : `#${one.visit}`} ${how}`.trim();
      }),
    tick: (ms = at) => {
      at = ms;
      return give({ type: 'tick' });
    },
    ok: (node: string, output: Json = {}, number?: number) => result(node, { ok: true, output }, number),
    fail: (
      node: string,
      error: { code?: string; passing?: boolean; retryAfterMs?: number; status?: number } = {},
    ) => result(node, { ok: false, error: { code: 'http_500', message: 'The service said no.', ...error } }),
    unsure: (node: string) =>
      result(node, {
        ok: 'unsure',
        error: { code: 'reset', message: 'The connection broke after the request had left.' },
      }),
    decideOn: (node: string, decision: string, more: Partial<Extract<RunInput, { type: 'decision' }>> = {}) =>
      give({
        type: 'decision',
        node,
        visit: visit(node).visit,
        actor: by('owner'),
        decision,
        comment: decision === 'declined' ? 'no' : null,
        values: null,
        seen: null,
        ...more,
      }),
    jump: () => give({ type: 'jump', by: 'owner' }),
    callback: (node: string, body: Json, number?: number) =>
      give({ type: 'callback', node, visit: number ?? visit(node).visit, body }),
    expectReplay: () => {
      expect(replay(events)).toEqual(current());
      expect(replay(JSON.parse(JSON.stringify(events)) as RunEvent[])).toEqual(
        JSON.parse(JSON.stringify(current())),
      );
    },
  };
  if (options.start !== false)
    give({ type: 'start', info: { ...info(program, options.payload ?? { body: {} }), ...options.info } });
  return lab;
}

export const typesOf = (decision: Decision): string[] => decision.events.map((event) => event.type);
