import type { Json } from '../json.ts';
import { asBoolean } from './as-boolean.ts';
import { createBudget } from './budget.ts';
import type { Budget } from './budget.ts';
import { ExpressionError } from './expression-error.ts';
import type { Variables } from './frame.ts';
import { createOutput } from './output.ts';
import type { Output } from './output.ts';
import { loadProgram } from './program.ts';
import type { Program } from './program.ts';

export { ExpressionError } from './expression-error.ts';
export type { Variables } from './frame.ts';

/**
 * The value of a bare formula as plain JSON: dates as RFC 3339 in UTC, durations as `1h30m`. Parts of the variables
 * may be handed on as they are, so a result is not to be changed. Throws ExpressionError.
 */
export function evaluateExpression(source: string, variables: Variables): Json {
  return runProgram(requireProgram(source), variables, createBudget(), createOutput());
}

/** A condition must come out as yes or no; anything else is an error, never a guess. */
export function evaluateCondition(source: string, variables: Variables): boolean {
  return asBoolean(evaluateExpression(source, variables), 'The condition');
}

/** Inside a larger piece of work that shares one budget and one output limit (templates). */
export function runProgram(program: Program, variables: Variables, budget: Budget, output: Output): Json {
  try {
    return output.add(program.run({ variables, locals: [], budget }));
  } catch (error) {
    // Values from outside may be nested deeper than the stack is: theirs, not a defect here.
    if (error instanceof RangeError) {
      throw new ExpressionError(
        'cost',
        'A value in this formula is too large or too deeply nested.',
        'Read the part that is needed instead of the whole value.',
      );
    }
    throw error;
  }
}

export function requireProgram(source: string): Program {
  const program = loadProgram(source);
  if (!(program instanceof ExpressionError)) return program;
  // A fresh error: the cached one would carry the stack of whoever came first.
  throw new ExpressionError(program.kind, program.message, program.fix, program.offset);
}
