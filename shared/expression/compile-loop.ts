import { asBoolean } from './as-boolean.ts';
import { wrong } from './expression-error.ts';
import { lookPast } from './frame.ts';
import type { Compiler, Frame, Run, Scope } from './frame.ts';
import { unfit } from './function-spec.ts';
import type { Node } from './grammar.ts';
import { childrenOf } from './node-children.ts';
import { isMap } from './value.ts';
import type { Value } from './value.ts';

const loopNames = ['map', 'filter', 'exists', 'exists_one', 'all'] as const;
type LoopName = (typeof loopNames)[number];

/** A list inside a list is as deep as a formula may go; the cost of a third level is beyond any budget anyway. */
const loopDepth = 2;

export function isLoop(name: string): name is LoopName {
  return (loopNames as readonly string[]).includes(name);
}

export function compileLoop(
  compiler: Compiler,
  name: LoopName,
  args: readonly Node[],
  offset: number,
  scope: Scope,
): Run {
  const [list, entry, first, second] = args;
  const hasFilter = name === 'map' && second !== undefined;
  if (
    list === undefined ||
    entry?.op !== 'id' ||
    first === undefined ||
    args.length > (name === 'map' ? 4 : 3)
  ) {
    throw wrong(
      `${name} needs a list, a name for the single entry, and a formula.`,
      `Write it like trigger.body.items.${name}(entry, ${name === 'map' ? 'entry.name' : 'entry.price > 100'}).`,
      offset,
    );
  }
  if (scope.length >= loopDepth) {
    throw wrong(
      'Lists are gone through inside each other more than two deep.',
      'Work the inner part out in a step of its own first, for example with set or function.',
      offset,
    );
  }
  const items = compiler.compile(list, scope);
  const inner = [...scope, entry.args];
  const slot = scope.length;
  const body = compiler.compile(first, inner);
  const result = second === undefined ? body : compiler.compile(second, inner);
  // Every node of the body for every entry, paid before the loop begins: it fails at once instead of after the work.
  const weight = 1 + countNodes(first) + (second === undefined ? 0 : countNodes(second));

  function begin(frame: Frame): Value[] {
    const value = items(frame);
    const entries = Array.isArray(value) ? value : isMap(value) ? Object.keys(value) : null;
    if (entries === null) throw unfit(name, 'a list', value);
    if (!Array.isArray(value)) frame.budget.chargeFields(entries.length);
    frame.budget.charge(entries.length * weight);
    return entries;
  }

  function at(run: Run, frame: Frame, value: Value): Value {
    frame.locals[slot] = value;
    return run(frame);
  }

  function holds(frame: Frame, value: Value): boolean {
    return asBoolean(at(body, frame, value), `The condition in ${name}(…)`);
  }

  /** Like || and &&: one entry that settles the question makes up for errors at others. */
  function settle(frame: Frame, settles: boolean): boolean {
    let kept: Error | undefined;
    for (const value of begin(frame)) {
      try {
        if (holds(frame, value) === settles) return settles;
      } catch (error) {
        const past = lookPast(error, frame);
        kept ??= past;
      }
    }
    if (kept !== undefined) throw kept;
    return !settles;
  }

  switch (name) {
    case 'map':
      if (!hasFilter) return (frame) => begin(frame).map((value) => at(body, frame, value));
      return (frame) =>
        begin(frame)
          .filter((value) => holds(frame, value))
          .map((value) => at(result, frame, value));
    case 'filter':
      return (frame) => begin(frame).filter((value) => holds(frame, value));
    case 'exists':
      return (frame) => settle(frame, true);
    case 'all':
      return (frame) => settle(frame, false);
    case 'exists_one':
      return (frame) => begin(frame).filter((value) => holds(frame, value)).length === 1;
  }
}

function countNodes(node: Node): number {
  return childrenOf(node).reduce((sum, child) => sum + countNodes(child), 1);
}
