import { AppError } from '../errors.ts';
import type { RunInfo } from '../run/event.ts';
import type { Actor } from '../run/input.ts';
import type { ApprovalState } from '../run/state.ts';
import { exclusionOf, holdersOf } from './assignment.ts';
import { speakerOf } from './outcome.ts';
import type { Workspace } from './workspace.ts';
import { holdersInWords, nameOf } from './words.ts';

type Who = { approval: ApprovalState; info: Pick<RunInfo, 'startedBy'>; workspace: Workspace; actor: Actor };

/** May this person decide this card: drafts by their starter, live by its holders, never by who is excluded. */
export function refuseByPerson(who: Who): AppError | null {
  return (
    refuseByDraftRule(who) ?? (who.approval.card.draft ? null : refuseOutsider(who)) ?? refuseExcluded(who)
  );
}

/** May this person hand the card over: who may decide it, and the owner, so that no card is ever stuck. */
export function refuseHandOver(who: Who): AppError | null {
  if (who.actor.person === who.workspace.me && who.actor.practice === undefined) return null;
  return refuseByPerson(who);
}

/** May this person comment: everyone who has a part in it, also the requester who may not decide. */
export function refuseComment(who: Who & { info: RunInfo }): AppError | null {
  const { approval, info, workspace, actor } = who;
  const part = [workspace.me, info.startedBy, info.requester, info.author];
  if (part.includes(actor.person)) return actor.practice === undefined ? null : refuseByDraftRule(who);
  return approval.card.draft ? refuseByDraftRule(who) : refuseOutsider(who);
}

/** A draft is tried by its starter and the owner, also as practice people; live there are none. */
export function refuseByDraftRule({ approval, info, workspace, actor }: Who): AppError | null {
  if (!approval.card.draft) {
    if (actor.practice === undefined) return null;
    return new AppError('forbidden', 'Practice people exist in drafts only, and this card is live.', {
      fix: 'Decide as yourself.',
    });
  }
  if (actor.practice !== undefined && !isPracticeName(actor.practice)) {
    return new AppError('invalid_input', 'A practice person needs a name of 1 to 64 characters.', {
      fix: 'Decide as “Editor A”, for example.',
    });
  }
  if (actor.person === info.startedBy || actor.person === workspace.me) return null;
  return new AppError(
    'forbidden',
    `This is a draft card. Only ${nameOf(workspace, info.startedBy)}, who started the draft, may decide it.`,
    { fix: 'Run the draft yourself to try it.' },
  );
}

const isPracticeName = (name: string): boolean => name.trim() !== '' && name.length <= 64;

function refuseOutsider({ approval, workspace, actor }: Who): AppError | null {
  if (holdersOf(approval.assign, workspace).includes(actor.person)) return null;
  const holders = holdersInWords(approval.assign, workspace);
  return new AppError(
    'forbidden',
    `This approval is for ${holders === '' ? 'nobody' : holders}, and ${nameOf(workspace, actor.person)} is not among them.`,
    { fix: 'Ask one of them to decide, or to hand the card over.' },
  );
}

function refuseExcluded({ approval, workspace, actor }: Who): AppError | null {
  const speaker = speakerOf(actor);
  const rule = exclusionOf(approval.assign, speaker);
  if (rule === null) return null;
  const name = nameOf(workspace, speaker);
  const messages = {
    requester: `${name} asked for this, and who asks may not decide it.`,
    author: `${name} wrote this flow, and its author may not decide it.`,
    previous: `${name} has approved an earlier step of this run, and this one needs somebody else.`,
  };
  return new AppError('forbidden', messages[rule], {
    fix: approval.card.draft
      ? 'Decide as a practice person, such as “Editor A”.'
      : `Somebody else of ${holdersInWords(approval.assign, workspace)} must decide.`,
    details: [{ excluded: rule }],
  });
}
