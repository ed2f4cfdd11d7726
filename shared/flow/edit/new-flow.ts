import type { Drawing } from '../drawing.ts';

/** An id made of a flow's name: “Content approval” is `content-approval`. */
export function flowIdOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return plain === '' ? 'flow' : plain;
}

/** The smallest flow that runs: somebody presses Run, and it ends. */
export function newFlow(id: string, name: string): Drawing {
  return {
    countersign: 1,
    id,
    name,
    nodes: { start: { kind: 'trigger.manual', name: 'Somebody presses Run' } },
    edges: [],
    layout: { start: [0, 0] },
  };
}
