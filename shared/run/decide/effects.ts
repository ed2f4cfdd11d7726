import type { StepError } from '../../errors.ts';
import { sha256Hex } from '../../canonical.ts';
import { isJsonObject } from '../../json.ts';
import type { Json } from '../../json.ts';
import type { RunInput, StepOutcome } from '../input.ts';
import type { ProgramNode } from '../program.ts';
import { renderConfig, shownInput } from '../render.ts';
import type { Visit } from '../state.ts';
import { scopeOf } from '../variables.ts';
import { findVisit } from '../visits.ts';
import { failVisit } from './ending.ts';
import type { Entry } from './entry.ts';
import { emit, leave } from './work.ts';
import type { Work } from './work.ts';

/** The intention comes first and is stored before anything leaves the process: a crash can then only leave doubt. */
export function enterEffect(work: Work, node: ProgramNode, visit: number, entry: Entry): void {
  const scope = scopeOf(work.program, work.state, { node, from: entry.from }, work.world);
  // What the executor will need must be readable now: a value that is gone fails the step here, with words.
  if (scope.hasRefs) renderConfig(node, scope, 'open');
  const resolved = renderConfig(node, scope, 'keep');
  const practice = work.world.practice(node.name) ? { practice: true as const } : {};
  const key = keyOf(work, node, visit, resolved['idempotencyKey']);
  const data = { ...entry, attempt: 1, input: shownInput(resolved), key, ...practice };
  emit(work, { type: 'step.started', node: node.name, visit, data });
}

/** The same for every attempt of a visit. The author's own key wins: the far end may know it from elsewhere. */
function keyOf(work: Work, node: ProgramNode, visit: number, written: Json | undefined): string {
  if (typeof written === 'string' && written !== '') return written;
  if (typeof written === 'number') return String(written);
  return `${work.state.info.run}.${node.name}.${visit}`;
}

/** The next attempt of a visit that was scheduled, interrupted, or answered with “again”. */
export function startNextAttempt(work: Work, visit: Visit): void {
  const attempt = (visit.attempts.at(-1)?.attempt ?? 0) + 1;
  const input = isJsonObject(visit.input) ? visit.input : {};
  const node = work.program.node(visit.node);
  const key = keyOf(work, node, visit.visit, input['idempotencyKey']);
  const practice = work.world.practice(visit.node) ? { practice: true as const } : {};
  const data = { attempt, input: visit.input, key, ...practice };
  emit(work, { type: 'step.started', node: visit.node, visit: visit.visit, data });
}

/** An executor's answer. What comes late — for another attempt, an ended visit or run — changes nothing. */
export function onResult(work: Work, input: Extract<RunInput, { type: 'result' }>): void {
  const visit = findVisit(work.state, input.node, input.visit);
  if (visit === undefined || visit.endedAt !== null || work.state.endedAt !== null) return;
  if (visit.status !== 'running' || visit.attempt !== input.attempt) return;
  finishAttempt(work, visit, input.attempt, input.result);
}

export function finishAttempt(work: Work, visit: Visit, attempt: number, result: StepOutcome): void {
  const node = work.program.node(visit.node);
  const at = { node: visit.node, visit: visit.visit };
  if (result.ok === true) {
    const practice = visit.practice ? { practice: true as const } : {};
    emit(work, { type: 'step.succeeded', ...at, data: { port: 'done', output: result.output, ...practice } });
    if (!visit.detached) leave(work, node, visit.visit, 'done');
    return;
  }
  const { error } = result;
  if (result.ok === 'unsure' && asksPerson(node)) {
    emit(work, { type: 'step.unknown', ...at, data: { attempt, reason: error.message } });
  } else if (visit.detached) {
    emit(work, { type: 'step.failed', ...at, data: { error, port: null, attempt } });
  } else {
    const isPassing = error.passing === true || result.ok === 'unsure';
    const retryAt = isPassing ? nextTry(work, node, visit, error) : null;
    if (retryAt === null) failVisit(work, node, visit.visit, error, { attempt });
    else emit(work, { type: 'step.retrying', ...at, data: { attempt, error, retryAt } });
  }
}

/** What may have changed the world and carries no key is not repeated unless the author wrote `retry` on the step. */
function asksPerson(node: ProgramNode): boolean {
  const isSafe = node.afterCrash === 'again' || node.afterCrash === 'keyed';
  return !isSafe && node.definition.effect === 'write' && node.definition.retry === null;
}

const longestBackoffMs = 3_600_000;

/** When the next attempt is due; null where the drawing allows no more. Interrupted attempts do not count. */
function nextTry(work: Work, node: ProgramNode, visit: Visit, error: StepError): number | null {
  const { retry } = node.definition;
  if (retry === null) return null;
  const uncounted = ['interrupted', 'unknown'];
  const tries = visit.attempts.filter(
    (one) => one.error === null || !uncounted.includes(one.error.code),
  ).length;
  if (tries >= retry.attempts) return null;
  const backoffMs = retry.backoffMs * retry.factor ** (tries - 1);
  const jittered =
    backoffMs * (1 + jitter(`${work.state.info.run}.${visit.node}.${visit.visit}.${tries}`) / 5);
  const wait = Math.max(jittered, error.retryAfterMs ?? 0);
  return work.world.at + Math.round(Math.min(wait, longestBackoffMs));
}

/** 0 to 1, the same for the same attempt: many runs that failed together do not come back together. */
function jitter(seed: string): number {
  return Number.parseInt(sha256Hex(seed).slice(0, 8), 16) / 0xffff_ffff;
}
