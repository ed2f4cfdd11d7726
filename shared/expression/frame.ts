import type { Json } from '../json.ts';
import type { Budget } from './budget.ts';
import { ExpressionError } from './expression-error.ts';
import type { Node } from './grammar.ts';
import type { Value } from './value.ts';

/** The values a formula may read, and all it may read. Objects inside are never changed. */
export type Variables = { [name: string]: Json | undefined };

/** One evaluation: what it reads, the entries of the loops it is in, what it may still spend. */
export type Frame = { variables: Variables; locals: Value[]; budget: Budget };

export type Run = (frame: Frame) => Value;
/** As Run, but what is not there is undefined instead of an error. */
export type Probe = (frame: Frame) => Value | undefined;

/** Names that loops around a formula gave to their entries, outermost first: the place is the slot in `locals`. */
export type Scope = readonly string[];

export type Compiler = {
  compile: (node: Node, scope: Scope) => Run;
  probe: (node: Node, scope: Scope) => Probe;
};

/** Making an error and looking past it costs far more than a step; in a loop that must show in the budget. */
const pastError = 400;

/** For what looks past an error (||, &&, exists, all, default): everything but a spent budget. */
export function lookPast(error: unknown, frame: Frame): ExpressionError {
  if (!(error instanceof ExpressionError) || error.cost) throw error;
  frame.budget.charge(pastError);
  return error;
}
