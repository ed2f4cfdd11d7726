import { ExpressionError } from '../expression/expression-error.ts';
import { evaluateExpression } from '../expression/evaluate.ts';
import { parseExpression } from '../expression/expression.ts';
import { printPath } from '../expression/path.ts';
import { isJsonObject } from '../json.ts';
import type { Json } from '../json.ts';
import { enter } from './decide/enter.ts';
import { createFirstWork, createWork, emit } from './decide/work.ts';
import type { RunInfo, VisitRef } from './event.ts';
import type { World } from './input.ts';
import type { Program, ProgramNode } from './program.ts';
import { holds, render } from './render.ts';
import type { RunState, Visit } from './state.ts';
import type { TryValues } from './try-values.ts';
import { scopeOf } from './variables.ts';
import type { Scope } from './variables.ts';

/** One condition of a branch as it was asked: what it read, and what came out. */
export type TriedCase = {
  name: string;
  when: string;
  /** null where the formula failed. */
  holds: boolean | null;
  values: { source: string; value: Json }[];
};

export type Tried = {
  /** The run that never was: the given values, and the step just begun. */
  state: RunState;
  visit: Visit;
  /** The conditions of a branch up to the one that decided. */
  cases: TriedCase[];
  /** The field whose formula failed, `config.body.text`; null where none did. */
  field: string | null;
};

/**
 * Begins one step as a run would whose earlier steps gave these values: the same resolving, the same first events, and
 * nothing after it. What the step then does outside is for whoever asked.
 */
export function tryStep(
  program: Program,
  name: string,
  info: RunInfo,
  values: TryValues,
  world: World,
): Tried {
  const node = program.node(name);
  const { state: before, from } = stateOf(program, node, info, values, world);
  const scope = scopeOf(program, before, { node, from }, world);
  const cases = node.definition.kind === 'branch' ? triedCases(node, scope) : [];
  const work = createWork(program, before, world);
  enter(work, node, { from });
  const visit = work.state.visits.findLast((one) => one.node === name);
  if (visit === undefined) throw new Error(`The step ${name} did not begin.`);
  const field = visit.status === 'failed' ? faultyField(node, scope, cases) : null;
  return { state: work.state, visit, cases, field };
}

/** A run in which the start and every step with a value have succeeded, all of them on the way to this step. */
function stateOf(
  program: Program,
  node: ProgramNode,
  info: RunInfo,
  values: TryValues,
  world: World,
): { state: RunState; from: VisitRef[] } {
  const work = createFirstWork(program, info, world);
  const from: VisitRef[] = [];
  const done = (name: string, output: Json): void => {
    const data = { from: [], port: 'done', output };
    emit(work, { type: 'step.succeeded', node: name, visit: 1, data });
    from.push({ node: name, visit: 1 });
  };
  if (program.find(info.trigger.node) !== undefined) done(info.trigger.node, info.payload);
  for (const [name, output] of values.steps) {
    // A value of its own is that of the round before: there is none where only one is allowed.
    const isOwn = name === node.name;
    if (program.find(name) !== undefined && !(isOwn && node.definition.visits < 2)) done(name, output);
  }
  return { state: work.state, from };
}

function triedCases(node: ProgramNode, scope: Scope): TriedCase[] {
  const { cases } = node.definition.config;
  const tried: TriedCase[] = [];
  for (const one of Array.isArray(cases) ? cases : []) {
    if (!isJsonObject(one)) continue;
    const { name, when } = one;
    if (typeof name !== 'string' || typeof when !== 'string') continue;
    const result = attempt(() => holds(when, scope));
    tried.push({ name, when, holds: result ?? null, values: readBy(when, scope) });
    if (result !== false) break;
  }
  return tried;
}

/** What a condition read, each value once. */
function readBy(when: string, scope: Scope): TriedCase['values'] {
  const parsed = parseExpression(when);
  if (!parsed.ok) return [];
  const { references } = parsed.expression;
  return references.map(({ variable, path }) => {
    const source = printPath([variable, ...path]);
    const variables = scope.hasRefs ? scope.opened([{ variable, path }]) : scope.raw;
    return { source, value: attempt(() => evaluateExpression(source, variables)) ?? null };
  });
}

/** The first field that cannot be worked out alone. A formula's error names its words, a person looks for its field. */
function faultyField(node: ProgramNode, scope: Scope, cases: readonly TriedCase[]): string | null {
  const wrong = cases.findIndex((one) => one.holds === null);
  if (wrong !== -1) return `config.cases.${wrong}.when`;
  const texts = [...node.kind.literals, ...node.kind.conditions.map((path) => path.split('.')[0])];
  for (const [key, value] of Object.entries(node.definition.config)) {
    if (texts.includes(key)) continue;
    const path = faultIn(value, scope);
    if (path !== null) return ['config', key, ...path].join('.');
  }
  return null;
}

function faultIn(value: Json, scope: Scope): string[] | null {
  if (typeof value === 'string') return attempt(() => render(value, scope, 'open')) === undefined ? [] : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    const path = faultIn(item, scope);
    if (path !== null) return [key, ...path];
  }
  return null;
}

/** undefined where a formula failed. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
