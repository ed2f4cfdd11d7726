import { AppError } from '../../errors.ts';
import type { StepError } from '../../errors.ts';
import type { ProgramNode } from '../program.ts';
import { visitCount } from '../visits.ts';
import { enterApproval } from './approvals.ts';
import { enterEffect } from './effects.ts';
import { failVisit, stepErrorOf } from './ending.ts';
import type { Entry } from './entry.ts';
import { isTooLong, passLimit, stopTooLong } from './limits.ts';
import { enterPure } from './pure.ts';
import { enterWait } from './waits.ts';
import type { Work } from './work.ts';

/** A token comes to a step that is no join: its next visit begins. A retry of the run is not held up by `visits`. */
export function enter(work: Work, node: ProgramNode, entry: Entry): void {
  if (isTooLong(work)) return stopTooLong(work, node, entry.from);
  const visit = visitCount(work.state, node.name) + 1;
  if (visit > node.definition.visits && entry.again === undefined) return passLimit(work, node, entry.from);
  try {
    begin(work, node, visit, entry);
  } catch (error) {
    // Every step resolves its values before it writes its first event, so the visit has not begun here.
    failVisit(work, node, visit, refusalOf(error), entry);
  }
}

function begin(work: Work, node: ProgramNode, visit: number, entry: Entry): void {
  switch (node.kind.execution) {
    case 'pure':
      return enterPure(work, node, visit, entry);
    case 'effect':
      return enterEffect(work, node, visit, entry);
    case 'wait':
      return enterWait(work, node, visit, entry);
    case 'approval':
      return enterApproval(work, node, visit, entry);
    case 'trigger':
      throw new Error(`An edge leads into the trigger ${node.name}.`);
  }
}

function refusalOf(error: unknown): StepError {
  if (!(error instanceof AppError)) return stepErrorOf(error);
  const refusal: StepError = { code: error.code, message: error.message };
  if (error.fix !== undefined) refusal.fix = error.fix;
  return refusal;
}
