import { isLoop } from './compile-loop.ts';
import type { Node } from './grammar.ts';
import { childrenOf } from './node-children.ts';

/** `steps.summarize.risk` is { variable: 'steps', path: ['summarize', 'risk'] }; a computed or numbered index ends the path. */
export type Reference = { variable: string; path: string[] };

export type FoundReference = Reference & { offset: number };

/** Every variable that is read and how far its path is fixed; distinct, in order of appearance. */
export function findReferences(tree: Node): FoundReference[] {
  const found = new Map<string, FoundReference>();

  function walk(node: Node, scope: readonly string[]): void {
    const chain: string[] = [];
    let at = node;
    // Down to the start of the chain; what follows a computed index is forgotten, its own reads are walked.
    while (at.op === '.' || at.op === '[]') {
      const [left, key] = at.args;
      if (typeof key === 'string') chain.unshift(key);
      else if (key.op === 'value' && typeof key.args === 'string') chain.unshift(key.args);
      else {
        chain.length = 0;
        walk(key, scope);
      }
      at = left;
    }
    if (at.op === 'id') {
      if (!scope.includes(at.args)) add({ variable: at.args, path: chain, offset: at.start });
      return;
    }
    if (at.op === 'call' || at.op === 'rcall') return walkCall(at, scope);
    for (const child of childrenOf(at)) walk(child, scope);
  }

  function walkCall(node: Node, scope: readonly string[]): void {
    const [list, entry, ...body] = childrenOf(node);
    if ((node.op === 'call' || node.op === 'rcall') && isLoop(node.args[0]) && list && entry?.op === 'id') {
      walk(list, scope);
      for (const part of body) walk(part, [...scope, entry.args]);
      return;
    }
    for (const child of childrenOf(node)) walk(child, scope);
  }

  function add(reference: FoundReference): void {
    const key = JSON.stringify([reference.variable, reference.path]);
    if (!found.has(key)) found.set(key, reference);
  }

  walk(tree, []);
  return [...found.values()];
}
