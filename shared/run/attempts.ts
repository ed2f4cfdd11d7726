import type { Json } from '../json.ts';
import type { World } from './input.ts';
import type { Program } from './program.ts';
import { renderConfig } from './render.ts';
import type { RunState } from './state.ts';
import { scopeOf } from './variables.ts';
import { openVisits, placeOf, theVisit } from './visits.ts';

export type StartedAttempt = { node: string; visit: number; attempt: number; key: string; practice: boolean };

/** Attempts that are written down and have no result: those the engine has not begun yet are to be begun now. */
export function attemptsToStart(_program: Program, state: RunState): StartedAttempt[] {
  if (state.endedAt !== null) return [];
  return openVisits(state).flatMap((one) =>
    one.status === 'running'
      ? [{ node: one.node, visit: one.visit, attempt: one.attempt, key: one.key, practice: one.practice }]
      : [],
  );
}

/**
 * The step's config for its executor, every template resolved and stored values opened: the same for every attempt of a
 * visit. Throws ExpressionError where a stored value was removed meanwhile; `stepErrorOf` makes a step's failure of it.
 */
export function attemptInput(
  program: Program,
  state: RunState,
  node: string,
  visit: number,
  world: Pick<World, 'read'>,
): Json {
  const step = program.node(node);
  const { from } = theVisit(state, { node, visit });
  const scope = scopeOf(program, state, { node: step, from, place: placeOf(state, node, visit) }, world);
  return renderConfig(step, scope, 'open');
}
