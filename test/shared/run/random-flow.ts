import * as fc from 'fast-check';

import { compile } from '../../../shared/flow/compile.ts';
import type { Definition } from '../../../shared/flow/definition.ts';
import type { DrawingNode, Edge } from '../../../shared/flow/drawing.ts';
import { nextDue } from '../../../shared/run/decide.ts';
import type { RunInput } from '../../../shared/run/input.ts';
import { createProgram } from '../../../shared/run/program.ts';
import type { Program } from '../../../shared/run/program.ts';
import type { Visit } from '../../../shared/run/state.ts';
import { openVisits } from '../../../shared/run/visits.ts';
import type { Lab } from './run-lab.ts';
import { by } from './run-lab.ts';

const kinds = [
  'set',
  'branch',
  'get',
  'post',
  'retried',
  'ask',
  'sleep',
  'wait',
  'all',
  'all',
  'any',
  'count',
] as const;

const nodeOf = (kind: (typeof kinds)[number], bit: number): DrawingNode => {
  const visits = 3;
  switch (kind) {
    case 'set':
      return { kind: 'set', visits, config: { values: { n: bit } } };
    case 'branch':
      return {
        kind: 'branch',
        visits,
        config: { cases: [{ name: 'yes', when: `trigger.body.bits[${bit}]` }] },
      };
    case 'get':
      return { kind: 'http', visits, config: { url: 'http://x' } };
    case 'post':
      return { kind: 'http', visits, config: { url: 'http://x', method: 'POST' } };
    case 'retried':
      return {
        kind: 'http',
        visits,
        retry: { attempts: 2, backoff: '1s' },
        config: { url: 'http://x', method: 'POST' },
      };
    case 'ask':
      return { kind: 'approval', visits, config: { timeout: '1h', onTimeout: 'decline' } };
    case 'sleep':
      return { kind: 'sleep', visits, config: { for: `${bit}m` } };
    case 'wait':
      return { kind: 'wait', visits, config: { for: 'callback' } };
    case 'all':
    case 'any':
      return { kind: 'join', visits, config: { mode: kind } };
    case 'count':
      return { kind: 'join', visits, config: { mode: 'count', count: 1 + (bit % 3) } };
  }
};

const sink: DrawingNode = { kind: 'set', visits: 5000, config: { values: {} } };

const portsOf = (node: DrawingNode): string[] => {
  if (node.kind === 'branch') return ['yes', 'else', 'limit'];
  if (node.kind === 'approval') return ['approved', 'approved', 'declined', 'changes', 'limit'];
  return node.kind === 'http'
    ? ['done', 'done', 'done', 'error', 'limit']
    : ['done', 'done', 'done', 'limit'];
};

export type RandomFlow = { program: Program; definition: Definition };

/** Flows of up to ten steps with any edges, loops and joins; null where the compiler refuses the drawing. */
export const randomFlow: fc.Arbitrary<RandomFlow | null> = fc
  .record({
    nodes: fc.array(fc.record({ kind: fc.constantFrom(...kinds), bit: fc.nat(5) }), {
      minLength: 2,
      maxLength: 9,
    }),
    edges: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 4, maxLength: 22 }),
    starts: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
    catchLimits: fc.boolean(),
  })
  .map(({ nodes, edges, starts, catchLimits }) => {
    const named = nodes.map(({ kind, bit }, i) => [`n${i}`, nodeOf(kind, bit)] as const);
    const drawn = edges.map(([from, port, to]): Edge => {
      const [name, node] = named[from % named.length] ?? ['n0', nodeOf('set', 0)];
      const ports = portsOf(node);
      const chosen = ports[port % ports.length] ?? 'done';
      // `limit` leads on, never back: a loop of limits is a test of its own.
      const target =
        chosen === 'limit' ? Math.max(to % named.length, (from % named.length) + 1) : to % named.length;
      return { from: name, port: chosen, to: `n${Math.min(target, named.length - 1)}` };
    });
    const first = starts.map((to): Edge => ({ from: 'go', port: 'done', to: `n${to % named.length}` }));
    // Half of them: what runs too often ends its branch, so that the rest of the run goes on.
    const caught = catchLimits
      ? named.map(([name]): Edge => ({ from: name, port: 'limit', to: 'sink' }))
      : [];
    const all = new Map(
      [...first, ...drawn, ...caught].map((edge) => [`${edge.from}.${edge.port}.${edge.to}`, edge]),
    );
    const compiled = compile({
      countersign: 1,
      id: 'random',
      nodes: { go: { kind: 'trigger.webhook', config: { path: 'go' } }, ...Object.fromEntries(named), sink },
      edges: [...all.values()],
    });
    if (!compiled.ok) return null;
    return { program: createProgram(compiled.definition, compiled.hash), definition: compiled.definition };
  });

/** What the world may do next to a run, chosen by two numbers; null where it can only wait for nothing. */
export function nextInput(
  lab: Lab,
  program: Program,
  who: number,
  what: number,
): { input: RunInput; at: number } | null {
  const open = openVisits(lab.current()).filter((visit) => !(visit.detached && visit.status === 'unknown'));
  const visit = open[who % Math.max(open.length, 1)];
  if (visit === undefined) return null;
  const due = nextDue(program, lab.current());
  const at = lab.at;
  if (what % 11 === 10 && open.some(({ status }) => status === 'running'))
    return { input: { type: 'recover', probes: [] }, at };
  return inputFor(visit, what, at, due);
}

function inputFor(
  visit: Visit,
  what: number,
  at: number,
  due: number | null,
): { input: RunInput; at: number } {
  const ref = { node: visit.node, visit: visit.visit };
  const later = { input: { type: 'tick' } as const, at: due ?? at };
  const error = { code: 'x', message: 'No.' };
  if (visit.status === 'running') {
    const results = [
      { ok: true, output: { n: what } },
      { ok: true, output: { n: what } },
      { ok: false, error },
      { ok: false, error: { ...error, passing: true } },
      { ok: 'unsure', error },
    ] as const;
    const result = results[what % results.length] ?? results[0];
    return { input: { type: 'result', ...ref, attempt: visit.attempt, result }, at };
  }
  if (visit.status === 'unknown') {
    const answer = (['done', 'again', 'fail'] as const)[what % 3] ?? 'done';
    return { input: { type: 'answer', ...ref, by: 'owner', answer, output: {} }, at };
  }
  if (visit.approval !== null) {
    if (what % 4 === 3) return later;
    if (what % 8 === 4)
      return { input: { type: 'hold', ...ref, actor: by('owner'), decision: 'approved', seen: null }, at };
    if (what % 8 === 6) return { input: { type: 'undo', ...ref, actor: by('owner') }, at };
    const decision = ['approved', 'declined', 'changes'][what % 3] ?? 'approved';
    const said = { comment: 'x', values: null, seen: null };
    return { input: { type: 'decision', ...ref, actor: by('owner'), decision, ...said }, at };
  }
  if (visit.status === 'waiting' && visit.kind === 'callback')
    return { input: { type: 'callback', ...ref, body: what }, at };
  return later;
}
