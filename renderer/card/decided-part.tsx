import type { Approval } from '../../shared/approval/view-schema.ts';
import { labelOf } from '../../shared/steps/label.ts';
import type { Names } from '../api/names.ts';
import { DiffView } from '../ui/diff-view.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { decisionPast } from './card-words.ts';
import classes from './card.module.css';

/** A card that is settled says by whom, when and how; there is nothing left to press. */
export function DecidedPart({ card, names }: { card: Approval; names: Names }) {
  const edited = Object.entries(card.editable).filter(([name]) =>
    card.result?.edits.some(({ path }) => path === `/${name}` || path.startsWith(`/${name}/`)),
  );
  return (
    <div className={classes.decided} data-status={card.status} role="status">
      <p className={classes.decidedLine}>{outcome(card, names)}</p>
      {card.decision?.comment === undefined || card.decision.comment === null ? null : (
        <blockquote className={classes.quote}>{card.decision.comment}</blockquote>
      )}
      {edited.map(([name, { field, value, proposed }]) => (
        <Disclosure key={name} label={`${labelOf(name, field)} was changed before approving`}>
          <DiffView before={proposed} after={value} label={labelOf(name, field)} />
        </Disclosure>
      ))}
    </div>
  );
}

function outcome(card: Approval, names: Names) {
  const { decision } = card;
  if (card.status === 'cancelled') return 'Withdrawn: the run went on without it or was stopped.';
  if (card.status === 'voided') return 'No longer valid: what it asked for has changed since.';
  if (decision === undefined) return 'It expired without an answer.';
  const when = <TimeAgo at={decision.at} />;
  if (decision.by === 'timer')
    return (
      <>
        Nobody answered in time
        {decision.decision === 'timeout' ? '' : `, so it counts as ${decision.decision}`}, {when}.
      </>
    );
  if (decision.by === 'policy') return <>Passed by the policy without a question, {when}.</>;
  return (
    <>
      <strong>{names.isMe(decision.by) ? 'You' : names.person(decision.by)}</strong>{' '}
      {decisionPast(card, decision.decision)} {when}.
    </>
  );
}
