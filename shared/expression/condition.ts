import { originOf } from './access.ts';
import { ExpressionError } from './expression-error.ts';
import { parseSource } from './grammar.ts';
import type { Node } from './grammar.ts';

/** How two values are compared, as a person says it; the builder and the formula are two views of it. */
export const comparisons = [
  'is',
  'isNot',
  'more',
  'atLeast',
  'less',
  'atMost',
  'contains',
  'containsNot',
  'startsWith',
  'endsWith',
  'filled',
  'empty',
  'yes',
  'no',
] as const;
export type Comparison = (typeof comparisons)[number];

/** What is compared with: text or a number somebody typed, or another value. */
export type Operand =
  { kind: 'text'; text: string } | { kind: 'number'; number: number } | { kind: 'value'; source: string };

export type ConditionRow = { value: string; comparison: Comparison; operand: Operand | null };
export type Condition = { join: 'all' | 'any'; rows: ConditionRow[] };

/** These ask about the value alone. */
const alone: readonly Comparison[] = ['filled', 'empty', 'yes', 'no'];
export const needsOperand = (comparison: Comparison): boolean => !alone.includes(comparison);

const signs = {
  '==': 'is',
  '!=': 'isNot',
  '>': 'more',
  '>=': 'atLeast',
  '<': 'less',
  '<=': 'atMost',
} as const satisfies Record<string, Comparison>;

const signOf: Partial<Record<Comparison, string>> = Object.fromEntries(
  Object.entries(signs).map(([sign, comparison]) => [comparison, sign]),
);

const calls: Record<string, Comparison> = {
  contains: 'contains',
  startsWith: 'startsWith',
  endsWith: 'endsWith',
};

/** A formula as rows of value, comparison, value; null where it says more than rows can show. */
export function readCondition(source: string): Condition | null {
  let tree: Node;
  try {
    tree = parseSource(source);
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
  const op = tree.op === '||' ? '||' : '&&';
  const rows = parts(tree, op).map((part) => readRow(part, source));
  if (rows.some((row) => row === null)) return null;
  return { join: op === '||' ? 'any' : 'all', rows: rows.filter((row) => row !== null) };
}

/** The rows as a formula; a row without a value, or without what it is compared with, is not written yet. */
export function writeCondition({ join, rows }: Condition): string {
  return rows
    .map(writeRow)
    .filter((text) => text !== null)
    .join(join === 'all' ? ' && ' : ' || ');
}

function parts(node: Node, op: '&&' | '||'): Node[] {
  return node.op === op ? [...parts(node.args[0], op), ...parts(node.args[1], op)] : [node];
}

function readRow(node: Node, source: string): ConditionRow | null {
  if (isSign(node)) {
    const [left, right] = node.args;
    const value = readValue(left, source);
    if (value === null) return null;
    const comparison = signs[node.op];
    if (right.op === 'value' && typeof right.args === 'boolean') {
      if (comparison !== 'is' && comparison !== 'isNot') return null;
      return { value, comparison: (comparison === 'is') === right.args ? 'yes' : 'no', operand: null };
    }
    const operand = readOperand(right, source);
    return operand === null ? null : { value, comparison, operand };
  }
  if (node.op === '!_') {
    const row = readRow(node.args, source);
    const opposite = { contains: 'containsNot', filled: 'empty', yes: 'no' } as const;
    if (row === null || !Object.hasOwn(opposite, row.comparison)) return null;
    return { ...row, comparison: opposite[row.comparison as keyof typeof opposite] }; // an own key, just asked
  }
  const call = readCall(node);
  if (call !== null) {
    const [name, [first, second]] = call;
    const value = first === undefined ? null : readValue(first, source);
    if (value === null) return null;
    if (name === 'has') return second === undefined ? { value, comparison: 'filled', operand: null } : null;
    const comparison = Object.hasOwn(calls, name) ? calls[name] : undefined;
    const operand = second === undefined ? null : readOperand(second, source);
    if (comparison !== undefined) return operand === null ? null : { value, comparison, operand };
  }
  const value = readValue(node, source);
  return value === null ? null : { value, comparison: 'yes', operand: null };
}

function isSign(node: Node): node is Extract<Node, { op: keyof typeof signs }> {
  return Object.hasOwn(signs, node.op);
}

function readCall(node: Node): [name: string, args: Node[]] | null {
  if (node.op === 'call') return [node.args[0], node.args[1]];
  return node.op === 'rcall' ? [node.args[0], [node.args[1], ...node.args[2]]] : null;
}

/** A value that can be picked: a path, its size, or a path with a stand-in. */
function readValue(node: Node, source: string): string | null {
  const isPath = (one: Node | undefined): boolean =>
    one !== undefined &&
    (originOf(one) !== null ||
      (one.op === '[]' && isPath(one.args[0])) ||
      (one.op === '.' && isPath(one.args[0])));
  const call = readCall(node);
  const inner =
    call === null ? node : ['default', 'size', 'lower', 'trim'].includes(call[0]) ? call[1][0] : undefined;
  return isPath(inner) ? source.slice(node.start, node.end) : null;
}

function readOperand(node: Node, source: string): Operand | null {
  if (node.op === 'value' && typeof node.args === 'string') return { kind: 'text', text: node.args };
  const number = readNumber(node);
  if (number !== null) return { kind: 'number', number };
  const value = readValue(node, source);
  return value === null ? null : { kind: 'value', source: value };
}

function readNumber(node: Node): number | null {
  if (node.op === '-_') {
    const positive = readNumber(node.args);
    return positive === null ? null : -positive;
  }
  if (node.op !== 'value') return null;
  // The grammar keeps whole numbers as BigInt; to a formula every number is a double (FLOW-FORMAT, Values).
  return typeof node.args === 'number' || typeof node.args === 'bigint' ? Number(node.args) : null;
}

function writeRow({ value, comparison, operand }: ConditionRow): string | null {
  const source = value.trim();
  if (source === '') return null;
  switch (comparison) {
    case 'yes':
      return `${source} == true`;
    case 'no':
      return `${source} == false`;
    case 'filled':
      return `has(${source})`;
    case 'empty':
      return `!has(${source})`;
    default: {
      const other = operand === null ? null : writeOperand(operand);
      if (other === null) return null;
      const sign = signOf[comparison];
      if (sign !== undefined) return `${source} ${sign} ${other}`;
      return comparison === 'containsNot'
        ? `!contains(${source}, ${other})`
        : `${comparison}(${source}, ${other})`;
    }
  }
}

function writeOperand(operand: Operand): string | null {
  switch (operand.kind) {
    case 'text':
      return JSON.stringify(operand.text);
    case 'number':
      return String(operand.number);
    case 'value':
      return operand.source.trim() === '' ? null : operand.source.trim();
  }
}
