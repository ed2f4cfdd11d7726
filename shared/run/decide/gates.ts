import type { Program, ProgramNode } from '../program.ts';

/**
 * A step that changes something outside, that this way reaches without asking anybody, and that another way of the same
 * step only reaches by an approval; null where there is none. Such a way is for the run to take, not for a person.
 */
export function unaskedBy(program: Program, node: ProgramNode, way: string): string | null {
  const unasked = walk(program, node.targets(way), isApproval);
  const others = Object.keys(node.definition.ports).filter((port) => port !== way && port !== 'limit');
  for (const other of others) {
    const free = walk(program, node.targets(other), isApproval);
    const all = walk(program, node.targets(other), () => false);
    for (const step of all)
      if (!free.has(step) && unasked.has(step) && program.find(step)?.definition.effect === 'write')
        return step;
  }
  return null;
}

const isApproval = (node: ProgramNode): boolean => node.kind.execution === 'approval';

/** Every step that can be come to, `stops` included and not passed. */
function walk(program: Program, starts: readonly string[], stops: (node: ProgramNode) => boolean) {
  const seen = new Set<string>();
  const ahead = [...starts];
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const node = program.find(name);
    if (node === undefined || stops(node)) continue;
    for (const targets of Object.values(node.definition.ports)) ahead.push(...targets);
  }
  return seen;
}
