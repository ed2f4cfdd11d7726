import { isLoop } from './compile-loop.ts';
import { ExpressionError } from './expression-error.ts';
import { parseSource } from './grammar.ts';
import type { Node } from './grammar.ts';
import { childrenOf } from './node-children.ts';
import { scanTemplate } from './template-scanner.ts';

type Change = { from: number; to: number; text: string };

/**
 * The formula with every read of `path` reading `name` instead of the path's last part: `steps.old` becomes
 * `steps.new`. Everything else stays as it was typed; a formula that cannot be read stays whole.
 */
export function renameReference(source: string, path: readonly string[], name: string): string {
  const last = path.at(-1);
  if (last === undefined || !source.includes(last)) return source;
  let tree: Node;
  try {
    tree = parseSource(source);
  } catch (error) {
    if (error instanceof ExpressionError) return source;
    throw error;
  }
  const changes: Change[] = [];
  collect(tree, [], source, path, name, changes);
  return changes
    .toSorted((a, b) => b.from - a.from)
    .reduce((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), source);
}

/** The same for every formula in a text with `{{ }}`. */
export function renameInTemplate(text: string, path: readonly string[], name: string): string {
  if (!text.includes('{{')) return text;
  try {
    return scanTemplate(text)
      .map((piece) =>
        piece.kind === 'text' ? piece.text : `{{${renameReference(piece.source, path, name)}}}`,
      )
      .join('');
  } catch (error) {
    if (error instanceof ExpressionError) return text; // never closed: nobody can tell where the formula ends
    throw error;
  }
}

function collect(
  node: Node,
  scope: readonly string[],
  source: string,
  path: readonly string[],
  name: string,
  changes: Change[],
): void {
  const last = path.at(-1) ?? '';
  if (isChain(node) && readsPath(node, scope, path)) {
    const [, key] = node.args;
    if (typeof key === 'string') {
      const from = source.lastIndexOf(last, node.end - last.length);
      if (from !== -1) changes.push({ from, to: from + last.length, text: name });
    } else changes.push({ from: key.start, to: key.end, text: JSON.stringify(name) });
    return;
  }
  const children = childrenOf(node);
  const [list, entry, ...body] = children;
  if ((node.op === 'call' || node.op === 'rcall') && isLoop(node.args[0]) && list && entry?.op === 'id') {
    collect(list, scope, source, path, name, changes);
    for (const part of body) collect(part, [...scope, entry.args], source, path, name, changes);
    return;
  }
  for (const child of children) collect(child, scope, source, path, name, changes);
}

type Chain = Extract<Node, { op: '.' | '[]' }>;

const isChain = (node: Node): node is Chain => node.op === '.' || node.op === '[]';

/** Whether the node reads exactly this path of a variable, not of a list's entry that goes by the same name. */
function readsPath(node: Node, scope: readonly string[], path: readonly string[]): boolean {
  let at = node;
  for (let i = path.length - 1; i > 0; i--) {
    if (!isChain(at)) return false;
    const [left, key] = at.args;
    const word = typeof key === 'string' ? key : key.op === 'value' ? key.args : null;
    if (word !== path[i]) return false;
    at = left;
  }
  return at.op === 'id' && at.args === path[0] && !scope.includes(at.args);
}
