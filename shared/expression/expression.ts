import { closest } from './closest.ts';
import { ExpressionError } from './expression-error.ts';
import { loadProgram } from './program.ts';
import type { Reference } from './references.ts';

export type { Reference } from './references.ts';
export type Expression = { source: string; references: Reference[] };
/** In a user's words; `offset` counts UTF-16 units from the start of the text that was given. */
export type ExpressionProblem = { message: string; fix: string; offset?: number };

/** What formulas in a flow can read (FLOW-FORMAT, Values). Policies have names of their own and pass them. */
export const flowVariables: readonly string[] = ['trigger', 'steps', 'callback', 'run', 'item', 'index'];

export function parseExpression(
  source: string,
  variables: readonly string[] = flowVariables,
): { ok: true; expression: Expression } | { ok: false; problem: ExpressionProblem } {
  const program = loadProgram(source);
  if (program instanceof ExpressionError) return { ok: false, problem: problemOf(program) };
  const stranger = program.references.find((reference) => !variables.includes(reference.variable));
  if (stranger !== undefined)
    return { ok: false, problem: unknownVariable(stranger.variable, stranger.offset, variables) };
  const references = program.references.map(({ variable, path }) => ({ variable, path: [...path] }));
  return { ok: true, expression: { source, references } };
}

export function problemOf(error: ExpressionError): ExpressionProblem {
  const problem = { message: error.message, fix: error.fix };
  return error.offset === undefined ? problem : { ...problem, offset: error.offset };
}

function unknownVariable(name: string, offset: number, variables: readonly string[]): ExpressionProblem {
  const near = closest(name, variables);
  const meant =
    near === null
      ? `If it is meant as text, put it in quotes: "${name.slice(0, 40)}".`
      : `Did you mean '${near}'?`;
  return {
    message: `There is nothing called '${name.slice(0, 40)}'.`,
    fix: `${meant} A formula here can read: ${variables.join(', ')}.`,
    offset,
  };
}
