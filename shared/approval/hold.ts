import { AppError } from '../errors.ts';
import type { Actor } from '../run/input.ts';
import type { ApprovalState } from '../run/state.ts';
import { speakerOf } from './outcome.ts';
import type { Held } from './proposal.ts';
import { isoTime, nameOf } from './words.ts';
import type { Workspace } from './workspace.ts';

/** How long an approval pressed on a message can be taken back. */
export const holdMs = 10_000;

/** What is held after a press. Never past the deadline: who pressed in time has answered in time. */
export function heldOf(
  { card }: ApprovalState,
  { actor, decision, seen }: { actor: Actor; decision: string; seen: string | null },
  at: number,
): Held {
  const last = card.deadline === null ? Number.POSITIVE_INFINITY : card.deadline - 1;
  return {
    decision,
    by: speakerOf(actor),
    via: actor.via,
    seen,
    at,
    until: Math.max(at, Math.min(at + holdMs, last)),
  };
}

/** One thing is held at a time; whoever decides on the card itself goes before it. */
export function refuseSecondHold(
  { held }: ApprovalState,
  actor: Actor,
  workspace: Workspace,
): AppError | null {
  if (held === null || held.by === speakerOf(actor)) return null;
  return new AppError(
    'conflict',
    `${nameOf(workspace, held.by)} has just answered this card from a message, and that takes effect in a moment.`,
    {
      fix: 'Open the card to decide at once, or to take their answer back.',
      details: [{ decision: held.decision, by: held.by, until: isoTime(held.until) }],
    },
  );
}

export function refuseNothingHeld({ held }: ApprovalState): AppError | null {
  if (held !== null) return null;
  return new AppError('conflict', 'Nothing is held on this card, so there is nothing to undo.', {
    fix: 'Open the card to see how it stands.',
  });
}
