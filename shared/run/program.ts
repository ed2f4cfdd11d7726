import type { Definition, DefinitionNode } from '../flow/definition.ts';
import { isJsonObject } from '../json.ts';
import type { Json } from '../json.ts';
import { kindOf } from '../steps/index.ts';
import type { AfterCrash, StepKind } from '../steps/kind.ts';

/** A definition with everything that deciding needs worked out once, most of it when it is first asked for. */
export type Program = {
  definition: Definition;
  hash: string;
  /** undefined where this definition has no such node (a run repaired onto another release). */
  find: (name: string) => ProgramNode | undefined;
  node: (name: string) => ProgramNode;
  /** Joins in drawing order. */
  joins: readonly string[];
  /** Whether a token at a node can still come to a join, through any ports, loops included. */
  reaches: (node: string, join: string) => boolean;
};

export type ProgramNode = {
  name: string;
  kind: StepKind;
  definition: DefinitionNode;
  reads: Reads;
  /** What to do with an attempt that a crash cut off, the author's `effect` taken into account. */
  afterCrash: AfterCrash;
  join: JoinRule | null;
  targets: (port: string) => readonly string[];
};

export type JoinRule = { mode: 'all' | 'any' } | { mode: 'count'; count: number };

/** What a node's formulas read, by variable. A path is what follows the variable (or the step's name). */
export type Reads = {
  /** By step; null: the step list as a whole, so every step of the path. */
  steps: ReadonlyMap<string, readonly (readonly string[])[]> | null;
  trigger: readonly (readonly string[])[];
  /** Wait nodes; null: all of them. */
  callbacks: readonly string[] | null;
  run: boolean;
};

const none: readonly string[] = [];

export function createProgram(definition: Definition, hash: string): Program {
  const nodes = new Map<string, ProgramNode>();
  const joins = definition.order.filter((name) => definition.nodes[name]?.kind === 'join');
  const reaching = new Map<string, ReadonlySet<string>>();

  function find(name: string): ProgramNode | undefined {
    const known = nodes.get(name);
    if (known !== undefined) return known;
    const drawn = Object.hasOwn(definition.nodes, name) ? definition.nodes[name] : undefined;
    if (drawn === undefined) return undefined;
    const made = createNode(name, drawn);
    nodes.set(name, made);
    return made;
  }

  return {
    definition,
    hash,
    find,
    node: (name) => {
      const node = find(name);
      if (node === undefined) throw new Error(`The definition ${hash.slice(0, 12)} has no node ${name}.`);
      return node;
    },
    joins,
    reaches: (node, join) => {
      let sources = reaching.get(join);
      if (sources === undefined) {
        sources = sourcesOf(definition, join);
        reaching.set(join, sources);
      }
      return sources.has(node);
    },
  };
}

function createNode(name: string, definition: DefinitionNode): ProgramNode {
  const kind = kindOf(definition.kind);
  if (kind === undefined) throw new Error(`This version has no kind of step called ${definition.kind}.`);
  const { ports } = definition;
  return {
    name,
    kind,
    definition,
    reads: readsOf(definition.reads),
    afterCrash: afterCrashOf(kind, definition),
    join: definition.kind === 'join' ? joinRule(definition.config) : null,
    targets: (port) => (Object.hasOwn(ports, port) ? (ports[port] ?? none) : none),
  };
}

/**
 * The kind knows best, but the author's `effect` is a promise about the world: what only reads may be done again; what
 * the kind takes for reading and the author for writing may not.
 */
function afterCrashOf(kind: StepKind, definition: DefinitionNode): AfterCrash {
  const rule = kind.afterCrash(definition.config);
  if (definition.effect !== 'write' && rule !== 'probe') return 'again';
  return rule === 'again' && kind.effect(definition.config) !== 'write' ? 'ask' : rule;
}

function joinRule(config: Json): JoinRule {
  const { mode, count } = isJsonObject(config) ? config : {};
  if (mode === 'count') return { mode, count: Number(count) };
  return { mode: mode === 'any' ? 'any' : 'all' };
}

function readsOf(paths: readonly string[]): Reads {
  const steps = new Map<string, string[][]>();
  const trigger: string[][] = [];
  const callbacks: string[] = [];
  let readsAllSteps = false;
  let readsAllCallbacks = false;
  for (const path of paths) {
    const [variable, name, ...rest] = path.split('.');
    if (variable === 'trigger') trigger.push(name === undefined ? [] : [name, ...rest]);
    else if (variable === 'steps' && name === undefined) readsAllSteps = true;
    else if (variable === 'steps' && name !== undefined) steps.set(name, [...(steps.get(name) ?? []), rest]);
    else if (variable === 'callback' && name === undefined) readsAllCallbacks = true;
    else if (variable === 'callback' && name !== undefined) callbacks.push(name);
  }
  const run = paths.some((path) => path === 'run' || path.startsWith('run.'));
  return {
    steps: readsAllSteps ? null : steps,
    trigger,
    callbacks: readsAllCallbacks ? null : callbacks,
    run,
  };
}

/** Every node from which a way leads to the join; what lies behind the join counts only where it leads back. */
function sourcesOf(definition: Definition, join: string): ReadonlySet<string> {
  const before = new Map<string, string[]>();
  for (const [name, node] of Object.entries(definition.nodes)) {
    for (const target of Object.values(node.ports).flat()) {
      const sources = before.get(target);
      if (sources === undefined) before.set(target, [name]);
      else sources.push(name);
    }
  }
  const found = new Set<string>();
  const queue = [join];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const source of before.get(node) ?? []) {
      if (found.has(source)) continue;
      found.add(source);
      queue.push(source);
    }
  }
  return found;
}
