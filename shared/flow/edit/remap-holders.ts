import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { Drawing, DrawingNode } from '../drawing.ts';

type Sort = 'pools' | 'people';

/** Somebody a flow names, and the steps that do. */
export type Holder = { name: string; steps: string[] };

/** Whom a name of the file means on this machine; a name that is not there stays as it is. */
export type HolderMap = Readonly<Record<Sort, Readonly<Record<string, string>>>>;

/** What becomes of a name; `either` where the file does not say whether it is a pool or a person. */
type Rename = (sort: Sort | 'either', name: string) => string;

/** Every pool and person the flow names itself, in drawing order. Whom only a run names stands in a formula. */
export function holdersIn(drawing: Drawing): Record<Sort, Holder[]> {
  const found: Record<Sort, Map<string, string[]>> = { pools: new Map(), people: new Map() };
  for (const [step, node] of Object.entries(drawing.nodes)) {
    renamed(node, (sort, name) => {
      if (sort === 'either' || name.includes('{{')) return name;
      const steps = found[sort].get(name) ?? [];
      if (!steps.includes(step)) found[sort].set(name, [...steps, step]);
      return name;
    });
  }
  const listed = (sort: Sort): Holder[] => [...found[sort]].map(([name, steps]) => ({ name, steps }));
  return { pools: listed('pools'), people: listed('people') };
}

/** The drawing with other pools and people in its approvals and messages; nothing else changes. */
export function remapHolders(drawing: Drawing, map: HolderMap): Drawing {
  const other = (sort: Sort, name: string): string | undefined =>
    Object.hasOwn(map[sort], name) ? map[sort][name] : undefined;
  const rename: Rename = (sort, name) =>
    (sort === 'either' ? (other('pools', name) ?? other('people', name)) : other(sort, name)) ?? name;
  const nodes = Object.entries(drawing.nodes).map(([step, node]): [string, DrawingNode] => [
    step,
    renamed(node, rename),
  ]);
  return nodes.every(([step, node]) => node === drawing.nodes[step])
    ? drawing
    : { ...drawing, nodes: Object.fromEntries(nodes) };
}

/** THE list of places where a step names people: both functions above go by it. */
function renamed(node: DrawingNode, rename: Rename): DrawingNode {
  const config = node.config;
  if (config === undefined) return node;
  if (node.kind === 'notify')
    return withConfig(
      node,
      at(config, 'to', (to) => recipients(to, rename)),
    );
  if (node.kind !== 'approval') return node;
  const assigned = at(config, 'assign', (assign) => group(assign, rename));
  const escalated = at(assigned, 'escalate', (rungs) =>
    each(rungs, (rung) => (isJsonObject(rung) ? at(rung, 'to', (to) => group(to, rename)) : rung)),
  );
  return withConfig(
    node,
    at(escalated, 'notify', (notify) =>
      isJsonObject(notify) ? at(notify, 'outcome', (names) => list(names, 'either', rename)) : notify,
    ),
  );
}

const withConfig = (node: DrawingNode, config: JsonObject): DrawingNode =>
  config === node.config ? node : { ...node, config };

/** `to` of a message: a list of people, or people and pools apart. */
const recipients = (to: Json, rename: Rename): Json =>
  Array.isArray(to) ? list(to, 'people', rename) : group(to, rename);

function group(holders: Json, rename: Rename): Json {
  if (!isJsonObject(holders)) return holders;
  const pools = at(holders, 'pools', (names) => list(names, 'pools', rename));
  return at(pools, 'people', (names) => list(names, 'people', rename));
}

/** Two names that mean the same one now stand there once. */
function list(names: Json, sort: Sort | 'either', rename: Rename): Json {
  const next = each(names, (name) => (typeof name === 'string' ? rename(sort, name) : name));
  return next === names || !Array.isArray(next) ? next : [...new Set(next)];
}

/** What does not change keeps its identity, so that an untouched flow is untouched text. */
function each(items: Json, change: (item: Json) => Json): Json {
  if (!Array.isArray(items)) return items;
  const next = items.map(change);
  return next.every((item, index) => item === items[index]) ? items : next;
}

function at(object: JsonObject, key: string, change: (value: Json) => Json): JsonObject {
  const value = object[key];
  if (value === undefined) return object;
  const next = change(value);
  return next === value ? object : { ...object, [key]: next };
}
