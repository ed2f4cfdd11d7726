import { closest } from './closest.ts';
import { compileLoop, isLoop } from './compile-loop.ts';
import { wrong } from './expression-error.ts';
import type { Compiler, Run, Scope } from './frame.ts';
import { functionSpecs, functions, otherNames } from './functions.ts';
import type { Node } from './grammar.ts';

/** `name(args…)`; a method's receiver is its first argument. */
export function compileCall(
  compiler: Compiler,
  name: string,
  args: readonly Node[],
  offset: number,
  scope: Scope,
): Run {
  if (isLoop(name)) return compileLoop(compiler, name, args, offset, scope);
  if (name === 'has') return compileHas(compiler, args, offset, scope);
  if (name === 'default') return compileDefault(compiler, args, offset, scope);
  const spec = functionSpecs.get(name);
  if (spec === undefined) throw unknownFunction(name, offset);
  const [least, most] = spec.arity;
  if (args.length < least || args.length > most) {
    throw wrong(
      `${name}(…) takes ${least === most ? values(least) : `${least} to ${values(most)}`}, but ${args.length} ${args.length === 1 ? 'is' : 'are'} given.`,
      `Write it like ${spec.example}.`,
      offset,
    );
  }
  const { call } = spec;
  const [first, second] = args.map((arg) => compiler.compile(arg, scope));
  if (args.length === 1 && first) return (frame) => call([first(frame)], frame.budget);
  if (args.length === 2 && first && second)
    return (frame) => call([first(frame), second(frame)], frame.budget);
  const all = args.map((arg) => compiler.compile(arg, scope));
  return (frame) =>
    call(
      all.map((arg) => arg(frame)),
      frame.budget,
    );
}

function compileHas(compiler: Compiler, args: readonly Node[], offset: number, scope: Scope): Run {
  const [field] = args;
  if (args.length !== 1 || field === undefined || !['.', '[]', 'id'].includes(field.op)) {
    throw wrong('has(…) asks about one field.', 'Write it like has(steps.summarize.risk).', offset);
  }
  const value = compiler.probe(field, scope);
  return (frame) => (value(frame) ?? null) !== null;
}

function compileDefault(compiler: Compiler, args: readonly Node[], offset: number, scope: Scope): Run {
  const [wanted, standIn] = args;
  if (args.length !== 2 || wanted === undefined || standIn === undefined) {
    throw wrong(
      'default(…) takes a value and what to use when it is missing.',
      'Write it like default(trigger.body.priority, "normal").',
      offset,
    );
  }
  const value = compiler.probe(wanted, scope);
  const otherwise = compiler.compile(standIn, scope);
  return (frame) => value(frame) ?? otherwise(frame);
}

function values(count: number): string {
  return count === 1 ? 'one value' : `${count} values`;
}

function unknownFunction(name: string, offset: number) {
  if (name === 'now' || name === 'today') {
    return wrong(
      `There is no ${name}(): a run must give the same result when it is repeated.`,
      'Write timestamp(run.startedAt) for the time the run started.',
      offset,
    );
  }
  const names = functions.map((entry) => entry.name);
  const near = Object.hasOwn(otherNames, name) ? otherNames[name] : closest(name, names);
  return wrong(
    `There is no function '${name.slice(0, 40)}'.`,
    near ? `Did you mean ${near}(…)?` : `These exist: ${names.join(', ')}.`,
    offset,
  );
}
