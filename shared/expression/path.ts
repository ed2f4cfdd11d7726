import { ExpressionError } from './expression-error.ts';
import { parseSource } from './grammar.ts';
import type { Node } from './grammar.ts';

/** A value that is read as it stands: where from, and what stands in when it is empty. */
export type ValuePath = { path: (string | number)[]; otherwise: string | null };

const plainKey = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** The grammar keeps these words to itself, so that a field of that name is read in brackets. */
const reserved: readonly string[] = [
  'in',
  'true',
  'false',
  'null',
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'loop',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
];

/** `trigger.body["first-name"][0]` */
export function printPath(path: readonly (string | number)[]): string {
  return path
    .map((key, i) => {
      if (i === 0) return String(key);
      if (typeof key === 'number') return `[${key}]`;
      return plainKey.test(key) && !reserved.includes(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    })
    .join('');
}

/** A formula that only reads a value, `steps.a.b` or `default(steps.a.b, "")`; null where it does more than that. */
export function readPath(source: string): ValuePath | null {
  let tree: Node;
  try {
    tree = parseSource(source);
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
  if (tree.op === 'call' && tree.args[0] === 'default') {
    const [value, otherwise] = tree.args[1];
    if (value === undefined || otherwise?.op !== 'value' || tree.args[1].length !== 2) return null;
    const path = pathOf(value);
    return path === null ? null : { path, otherwise: source.slice(otherwise.start, otherwise.end) };
  }
  const path = pathOf(tree);
  return path === null ? null : { path, otherwise: null };
}

function pathOf(node: Node): (string | number)[] | null {
  if (node.op === 'id') return [node.args];
  if (node.op === '.') {
    const left = pathOf(node.args[0]);
    return left === null ? null : [...left, node.args[1]];
  }
  if (node.op !== '[]' || node.args[1].op !== 'value') return null;
  const key = node.args[1].args;
  const left = pathOf(node.args[0]);
  if (left === null) return null;
  if (typeof key === 'string') return [...left, key];
  return typeof key === 'bigint' || typeof key === 'number' ? [...left, Number(key)] : null;
}
