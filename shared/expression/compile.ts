import { originOf, peek, pick, select } from './access.ts';
import { asBoolean } from './as-boolean.ts';
import { compileCall } from './compile-call.ts';
import { ExpressionError, missing, wrong } from './expression-error.ts';
import { lookPast } from './frame.ts';
import type { Compiler, Frame, Probe, Run, Scope } from './frame.ts';
import type { Node } from './grammar.ts';
import { createBudget } from './budget.ts';
import { negate, not, operators } from './operators.ts';
import type { Operator } from './operators.ts';
import { typeInWords } from './value.ts';
import type { Value, ValueMap } from './value.ts';

const compiler: Compiler = { compile: compileNode, probe: probeNode };

/** A syntax tree as one function over its variables. Throws ExpressionError, with an offset, for what cannot work. */
export function compile(tree: Node): Run {
  return compileNode(tree, []);
}

function compileNode(node: Node, scope: Scope): Run {
  switch (node.op) {
    case 'value':
      return compileLiteral(node.args, node.start);
    case 'id':
      return compileName(node.args, scope);
    case '.': {
      const [left, key] = node.args;
      const value = compileNode(left, scope);
      const origin = originOf(left);
      const isLocal = startsLocal(origin, scope);
      return (frame) => select(value(frame), key, origin, isLocal, frame.budget);
    }
    case '[]': {
      const [left, right] = node.args;
      const value = compileNode(left, scope);
      const key = compileNode(right, scope);
      const origin = originOf(left);
      const isLocal = startsLocal(origin, scope);
      return (frame) => pick(value(frame), key(frame), origin, isLocal, frame.budget);
    }
    case 'call':
      return checked(
        node,
        node.args[1],
        compileCall(compiler, node.args[0], node.args[1], node.start, scope),
      );
    case 'rcall': {
      const [name, receiver, rest] = node.args;
      const args = [receiver, ...rest];
      return checked(node, args, compileCall(compiler, name, args, receiver.end + 1, scope));
    }
    case 'list': {
      const items = node.args.map((item) => compileNode(item, scope));
      return (frame) => items.map((item) => item(frame));
    }
    case 'map':
      return compileMap(node.args, scope);
    case '?:': {
      const [condition, then, otherwise] = node.args;
      const test = compileNode(condition, scope);
      const yes = compileNode(then, scope);
      const no = compileNode(otherwise, scope);
      return (frame) => (asBoolean(test(frame), 'The condition before ?') ? yes(frame) : no(frame));
    }
    case '&&':
      return compileLogic(false, '&&', node.args, scope);
    case '||':
      return compileLogic(true, '||', node.args, scope);
    case '!_': {
      const value = compileNode(node.args, scope);
      return (frame) => not(value(frame));
    }
    case '-_': {
      const value = compileNode(node.args, scope);
      return (frame) => negate(value(frame));
    }
    case '.?':
    case '[?]':
      throw wrong('.? does not exist here.', 'Write default(value, …) or has(value).', node.start);
    default:
      return checked(node, node.args, compileBinary(node.op, node.args, scope));
  }
}

function compileBinary(op: Operator, [a, b]: [Node, Node], scope: Scope): Run {
  const left = compileNode(a, scope);
  const right = compileNode(b, scope);
  const apply = operators[op];
  return (frame) => apply(left(frame), right(frame), frame.budget);
}

function compileLiteral(literal: unknown, offset: number): Run {
  if (literal instanceof Uint8Array) {
    throw wrong('Bytes cannot be used here.', 'Write text in quotes, without the b before it.', offset);
  }
  if (typeof literal === 'string' || typeof literal === 'boolean' || literal === null) return () => literal;
  // The grammar's whole numbers are BigInt or an unsigned wrapper of one; here every number is a double.
  const number = typeof literal === 'number' ? literal : Number(literal);
  if (typeof literal !== 'number' && !Number.isSafeInteger(number)) {
    throw wrong(
      'This whole number is too large to be exact.',
      'Write it as text in quotes, such as an order number.',
      offset,
    );
  }
  return () => number;
}

function compileName(name: string, scope: Scope): Run {
  const slot = scope.lastIndexOf(name);
  if (slot !== -1) return (frame) => frame.locals[slot] ?? null;
  return (frame) => {
    const value = readVariable(frame, name);
    if (value !== undefined) return value;
    const known = Object.keys(frame.variables).filter((key) => frame.variables[key] !== undefined);
    throw missing(
      `There is no '${name.slice(0, 40)}' here.`,
      known.length === 0 ? 'Write a fixed value.' : `A formula here can read: ${known.join(', ')}.`,
    );
  };
}

function readVariable(frame: Frame, name: string): Value | undefined {
  return Object.hasOwn(frame.variables, name) ? frame.variables[name] : undefined;
}

function compileMap(entries: [Node, Node][], scope: Scope): Run {
  const parts = entries.map(([key, value]) => [compileNode(key, scope), compileNode(value, scope)] as const);
  return (frame) => {
    const map: ValueMap = {};
    for (const [keyOf, valueOf] of parts) {
      const key = keyOf(frame);
      if (typeof key !== 'string') {
        throw wrong(
          `A field's name must be text, not ${typeInWords(key)}.`,
          'Put the name in quotes, or write string(x).',
        );
      }
      if (key === '__proto__') throw wrong("A field cannot be named '__proto__'.", 'Choose another name.');
      map[key] = valueOf(frame);
    }
    return map;
  };
}

/** CEL: && and || do not care for the order, so one side that settles it makes up for an error on the other. */
function compileLogic(settles: boolean, sign: string, [a, b]: [Node, Node], scope: Scope): Run {
  const left = compileNode(a, scope);
  const right = compileNode(b, scope);
  const side = (run: Run, frame: Frame): boolean => asBoolean(run(frame), `A side of ${sign}`);
  return (frame) => {
    let first: boolean;
    try {
      first = side(left, frame);
    } catch (error) {
      const kept = lookPast(error, frame);
      if (side(right, frame) === settles) return settles;
      throw kept;
    }
    return first === settles ? settles : side(right, frame);
  };
}

function probeNode(node: Node, scope: Scope): Probe {
  switch (node.op) {
    case 'id': {
      const name = node.args;
      const slot = scope.lastIndexOf(name);
      return slot === -1 ? (frame) => readVariable(frame, name) : (frame) => frame.locals[slot];
    }
    case '.': {
      const [left, key] = node.args;
      const value = probeNode(left, scope);
      return (frame) => peek(value(frame), key);
    }
    case '[]': {
      const value = probeNode(node.args[0], scope);
      const key = probeNode(node.args[1], scope);
      return (frame) => peek(value(frame), key(frame) ?? null);
    }
    default: {
      const run = compileNode(node, scope);
      return (frame) => {
        try {
          return run(frame);
        } catch (error) {
          const kept = lookPast(error, frame);
          // Something absent may be looked past; a mistake in the formula or its types may not.
          if (kept.kind === 'missing') return undefined;
          throw kept;
        }
      };
    }
  }
}

function startsLocal(origin: string[] | null, scope: Scope): boolean {
  return origin !== null && scope.includes(origin[0] ?? '');
}

/** What consists of fixed values alone is tried once while reading, so that `1 + "a"` or a bad date is found early. */
function checked(node: Node, parts: readonly Node[], run: Run): Run {
  if (parts.length === 0 || !parts.every((part) => part.op === 'value')) return run;
  try {
    run({ variables: {}, locals: [], budget: createBudget() });
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new ExpressionError(error.kind, error.message, error.fix, node.start);
  }
  return run;
}
