import type { Definition } from '../flow/definition.ts';

/** Ways out that only a failure takes: what a button leads to leaves them out. */
const failurePorts: readonly string[] = ['error', 'limit'];

/** Where a node leads when nothing fails, in drawing order, each once. */
export function successorsOf(definition: Definition, node: string): string[] {
  const ports = Object.entries(definition.nodes[node]?.ports ?? {});
  return [
    ...new Set(ports.filter(([port]) => !failurePorts.includes(port)).flatMap(([, targets]) => targets)),
  ];
}

/** Every node that can be reached from these, themselves included; `stop` nodes are reached but not passed. */
export function reachedFrom(
  definition: Definition,
  starts: readonly string[],
  stop: (node: string) => boolean,
): Set<string> {
  const reached = new Set(starts);
  // A Set is walked in the order of insertion, also what is added meanwhile.
  for (const node of reached) {
    if (stop(node)) continue;
    for (const next of successorsOf(definition, node)) reached.add(next);
  }
  return reached;
}

/**
 * What lies behind an approval: nodes a run comes to without passing it, and that lead to it again (itself included).
 * Going there from one of its buttons is going back.
 */
export function behind(definition: Definition, approval: string): Set<string> {
  const triggers = definition.order.filter((node) => definition.nodes[node]?.kind.startsWith('trigger.'));
  const before = reachedFrom(definition, triggers, (node) => node === approval);
  const leading = leadingTo(definition, approval);
  return new Set([...before].filter((node) => leading.has(node)));
}

function leadingTo(definition: Definition, goal: string): Set<string> {
  const sources = new Map<string, string[]>();
  for (const node of definition.order) {
    for (const target of successorsOf(definition, node))
      sources.set(target, [...(sources.get(target) ?? []), node]);
  }
  const leading = new Set([goal]);
  for (const node of leading) for (const source of sources.get(node) ?? []) leading.add(source);
  return leading;
}
