import { AppError } from '../errors.ts';
import type { ApprovalState } from '../run/state.ts';
import type { Workspace } from './workspace.ts';
import { durationInWords, isoTime, momentInWords, nameOf } from './words.ts';

/** Whether the card still waits at all. Comes before everything else: who is late learns that, not a form's rule. */
export function refuseByState(approval: ApprovalState, workspace: Workspace, at: number): AppError | null {
  const { card, status, decided } = approval;
  if (status === 'cancelled') {
    return new AppError(
      'expired',
      'This approval was cancelled: its run went on without it or was stopped.',
      {
        fix: 'Nothing is left to decide here. The run shows what happened.',
      },
    );
  }
  if (status === 'voided') {
    return new AppError('card_changed', 'This card was withdrawn because what it asked for changed.', {
      fix: 'Open the inbox: the new card stands there.',
    });
  }
  if (status === 'expired' || (status === 'pending' && card.deadline !== null && at >= card.deadline)) {
    return tooLate(approval, at);
  }
  if (status === 'pending' || decided === null) return null;
  const when = momentInWords(decided.at, at);
  const message =
    decided.by === 'timer'
      ? `Already decided ${when}, because nobody had answered in time: ${pastTense(approval)}.`
      : `Already decided by ${nameOf(workspace, decided.by)} ${when}: ${pastTense(approval)}.`;
  return new AppError('already_decided', message, {
    fix: 'Nothing is left to decide here. The run shows what happened next.',
    details: [
      {
        decision: decided.decision,
        by: decided.by,
        name: nameOf(workspace, decided.by),
        at: isoTime(decided.at),
        via: decided.via,
      },
    ],
  });
}

function tooLate({ card }: ApprovalState, at: number): AppError {
  const deadline = card.deadline ?? at;
  return new AppError(
    'expired',
    `This approval expired ${momentInWords(deadline, at)}, ${durationInWords(deadline - card.createdAt)} after it was asked for.`,
    {
      fix: 'The run has gone on as its flow says for no answer. Start it again to be asked again.',
      details: [{ deadline: isoTime(deadline) }],
    },
  );
}

function pastTense({ card, decided }: ApprovalState): string {
  const decision = decided?.decision ?? 'approved';
  if (decision === 'approved' || decision === 'declined') return decision;
  if (decision === 'changes') return 'sent back for changes';
  return `approved as “${card.alternatives.find(({ name }) => name === decision)?.label ?? decision}”`;
}
