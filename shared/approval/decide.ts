import { AppError } from '../errors.ts';
import type { Json } from '../json.ts';
import type { RunInfo } from '../run/event.ts';
import type { Actor } from '../run/input.ts';
import type { ApprovalState } from '../run/state.ts';
import { refuseAnswer } from './authorise-answer.ts';
import { refuseByDraftRule, refuseByPerson, refuseComment, refuseHandOver } from './authorise-person.ts';
import { refuseByState } from './authorise-state.ts';
import { refuseNothingHeld, refuseSecondHold } from './hold.ts';
import { speakerOf } from './outcome.ts';
import { currentHash, standingOf } from './voices.ts';
import type { Workspace } from './workspace.ts';
import { isoTime, momentInWords, nameOf } from './words.ts';

export type Verb = 'decide' | 'hold' | 'undo' | 'claim' | 'release' | 'reassign' | 'defer' | 'comment';

export type Attempt = {
  approval: ApprovalState;
  info: RunInfo;
  workspace: Workspace;
  /** From the session or key, never from a request's body. */
  actor: Actor;
  verb: Verb;
  /** Epoch ms. */
  at: number;
  decision?: string | null;
  comment?: string | null;
  values?: Record<string, Json> | null;
  /** The hash of the card the person saw. */
  seen?: string | null;
  /** reassign: to whom. */
  to?: { pools: string[]; people: string[] };
  /** defer: until when, epoch ms. */
  until?: number;
};

/**
 * Whether somebody may do this to a card: null, or the refusal. The only place that knows, for every way in: card,
 * toast, HTTP, CLI, link. Whether an agent or a viewer may decide at all is their role's matter, checked by the API.
 *
 * First whether the card still waits (409, 410), then who asks (403), then what was said: so a late decision without a
 * comment is told that it is late.
 */
export function authorise(attempt: Attempt): AppError | null {
  return refuseByState(attempt.approval, attempt.workspace, attempt.at) ?? byVerb[attempt.verb](attempt);
}

/**
 * Whether this card waits for this person's answer right now: “mine” in lists. Who put it off is left in peace until
 * then. In a draft there is always somebody left to speak as, so only who may try it at all counts.
 */
export function waitsForAnswer(
  attempt: Pick<Attempt, 'approval' | 'workspace' | 'actor' | 'at'> & { info: Pick<RunInfo, 'startedBy'> },
): boolean {
  const { approval, workspace, actor, at } = attempt;
  if (refuseByState(approval, workspace, at) !== null || isPutOff(approval, actor, at)) return false;
  if (approval.card.draft) return refuseByDraftRule(attempt) === null;
  return refuseByPerson(attempt) === null && !hasAnswered(approval, speakerOf(actor));
}

const isPutOff = ({ deferredUntil, deferredBy }: ApprovalState, actor: Actor, at: number): boolean =>
  deferredUntil !== null && at < deferredUntil && deferredBy === speakerOf(actor);

const hasAnswered = (approval: ApprovalState, speaker: string): boolean =>
  standingOf(approval).voices.some(({ by }) => by === speaker);

const byVerb: Record<Verb, (attempt: Attempt) => AppError | null> = {
  decide: refuseDecide,
  hold: (attempt) =>
    refuseDecide(attempt) ?? refuseSecondHold(attempt.approval, attempt.actor, attempt.workspace),
  undo: refuseUndo,
  claim: refuseClaim,
  release: refuseRelease,
  reassign: (attempt) => refuseHandOver(attempt) ?? refuseTarget(attempt),
  defer: (attempt) => refuseByPerson(attempt) ?? refuseLater(attempt),
  comment: (attempt) => refuseComment(attempt) ?? refuseEmpty(attempt),
};

function refuseDecide(attempt: Attempt): AppError | null {
  const { approval, decision, comment = null, values = null } = attempt;
  const refused = refuseByPerson(attempt) ?? refuseTwice(attempt) ?? refuseStale(attempt);
  if (refused !== null) return refused;
  if (decision === undefined || decision === null) {
    return new AppError('malformed', 'No decision was given.', {
      fix: 'Send approved, declined, or one the card offers.',
    });
  }
  return refuseAnswer(approval, { decision, comment, values });
}

/** Who pressed may take it back, and so may whoever could decide: it only leaves the card as it was. */
function refuseUndo(attempt: Attempt): AppError | null {
  const { approval, actor } = attempt;
  const nothing = refuseNothingHeld(approval);
  if (nothing !== null || approval.held?.by === speakerOf(actor)) return nothing;
  return refuseByPerson(attempt);
}

function refuseTwice({ approval, workspace, actor, at }: Attempt): AppError | null {
  const speaker = speakerOf(actor);
  const earlier = standingOf(approval).voices.find(({ by }) => by === speaker);
  if (earlier === undefined) return null;
  const more =
    approval.card.quorum > 1 ? `${approval.card.quorum} different people must agree` : 'one answer each';
  return new AppError(
    'conflict',
    `${nameOf(workspace, speaker)} has already answered this card ${momentInWords(earlier.at, at)}: ${more}.`,
    {
      fix: approval.card.draft ? 'Decide as another practice person.' : 'Somebody else must answer now.',
      details: [{ decision: earlier.decision, by: earlier.by, at: isoTime(earlier.at) }],
    },
  );
}

function refuseStale({ approval, seen }: Attempt): AppError | null {
  if (seen === undefined || seen === null || seen === currentHash(approval)) return null;
  return new AppError('card_changed', 'The card has changed since you opened it. Nothing was decided.', {
    fix: 'Look at it again, then decide.',
    details: [{ cardHash: currentHash(approval) }],
  });
}

function refuseClaim(attempt: Attempt): AppError | null {
  const { approval, workspace, actor } = attempt;
  const refused = refuseByPerson(attempt);
  if (refused !== null) return refused;
  const { claimedBy } = approval;
  if (claimedBy === null || claimedBy === speakerOf(actor)) return null;
  return new AppError('conflict', `${nameOf(workspace, claimedBy)} has already taken this card on.`, {
    fix: 'Decide it all the same, or ask them to release it.',
    details: [{ claimedBy }],
  });
}

function refuseRelease(attempt: Attempt): AppError | null {
  const { approval, workspace, actor } = attempt;
  const { claimedBy } = approval;
  if (claimedBy === speakerOf(actor)) return null;
  const refused = refuseHandOver(attempt);
  if (refused !== null || claimedBy === null || actor.person === workspace.me) return refused;
  return new AppError(
    'conflict',
    `${nameOf(workspace, claimedBy)} has taken this card on, and only they can release it.`,
    {
      fix: 'Ask them, or the owner.',
      details: [{ claimedBy }],
    },
  );
}

function refuseTarget({ to, workspace }: Attempt): AppError | null {
  if (to === undefined) return null;
  if (to.pools.length + to.people.length === 0) {
    return new AppError('invalid_input', 'The card was handed to nobody.', {
      fix: 'Name a person or a pool.',
    });
  }
  const stranger = to.people.find((id) => !workspace.people.some((person) => person.id === id));
  if (stranger === undefined) return null;
  return new AppError('invalid_input', `There is nobody called “${stranger}” in this workspace.`, {
    fix: 'Name a person by their id, or add them in Settings first.',
  });
}

function refuseLater({ until, approval, at }: Attempt): AppError | null {
  if (until === undefined) return null;
  const { deadline } = approval.card;
  if (until > at && (deadline === null || until < deadline)) return null;
  const message =
    until <= at
      ? 'This moment has passed already.'
      : `This card must be decided ${momentInWords(deadline ?? at, at)}, and putting it off does not move that.`;
  return new AppError('invalid_input', message, { fix: 'Choose a moment between now and the deadline.' });
}

function refuseEmpty({ comment }: Attempt): AppError | null {
  if ((comment ?? '').trim() !== '') return null;
  return new AppError('invalid_input', 'The comment is empty.', {
    fix: 'Write what you want to say or ask.',
  });
}
