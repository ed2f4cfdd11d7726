import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { useIsOwner, type Names } from '../api/names.ts';
import { newRequestId, useAct } from '../api/use-call.ts';
import { announceError } from '../ui/announce.tsx';
import { StatusBadge, Tag } from '../ui/status-badge.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { clockTime } from '../ui/times.ts';
import { useNow } from '../ui/use-now.ts';
import classes from './card.module.css';
import { HandOn } from './hand-on.tsx';
import { LaterMenu } from './later-menu.tsx';

type Props = { card: Approval; names: Names; mayDecide: boolean; isOnRun: boolean };

const soonMs = 60 * 60 * 1000;

/** What it is about, whose it is and by when; the way to its run. */
export function CardHead({ card, names, mayDecide, isOnRun }: Props) {
  const now = useNow();
  const isPending = card.status === 'pending';
  // The owner may always hand a card on, so that none is ever stuck.
  const isOwner = useIsOwner();
  return (
    <header className={classes.head}>
      <div className={classes.meta}>
        {card.draft ? <Tag tone="person">Draft</Tag> : null}
        {isPending ? null : <StatusBadge status={card.status} />}
        {isOnRun ? null : (
          <Link to={`/runs/${card.run}`} className={classes.runLink}>
            {names.flow(card.flow)}
            {card.version === null ? '' : ` v${card.version}`}
          </Link>
        )}
        {card.visit > 1 ? <span>Round {card.visit}</span> : null}
        <span>
          Asked <TimeAgo at={card.createdAt} />
        </span>
        {isPending && card.deadline !== null ? (
          <span>
            Answer by {clockTime(card.deadline, now)} (
            <TimeAgo at={card.deadline} soon={Date.parse(card.deadline) - now < soonMs} />)
          </span>
        ) : null}
        {isPending && card.deadline === null ? <span>No time limit</span> : null}
        {isPending && card.deferredUntil !== null && Date.parse(card.deferredUntil) > now ? (
          <span>Put off until {clockTime(card.deferredUntil, now)}</span>
        ) : null}
        {isPending && !card.draft ? <Claim card={card} names={names} mayDecide={mayDecide} /> : null}
        {mayDecide && !card.draft ? <LaterMenu card={card} /> : null}
        {isPending && !card.draft && (mayDecide || isOwner) ? <HandOn card={card} names={names} /> : null}
      </div>
      <h2 className={classes.title} data-card-title tabIndex={-1}>
        {card.title}
      </h2>
    </header>
  );
}

/** Says to the others that somebody is on it; they may decide all the same. */
function Claim({ card, names, mayDecide }: Omit<Props, 'isOnRun'>) {
  const claim = useAct('approvals.claim');
  const isMine = card.claimedBy !== null && names.isMe(card.claimedBy);
  if (card.claimedBy !== null && !isMine)
    return (
      <span className={classes.claimed}>
        <IconHandStop size={14} aria-hidden="true" /> {names.person(card.claimedBy)} is on it
      </span>
    );
  if (!mayDecide) return null;
  return (
    <Button
      size="compact-xs"
      variant={isMine ? 'light' : 'subtle'}
      leftSection={<IconHandStop size={14} aria-hidden="true" />}
      loading={claim.isPending}
      onClick={() =>
        claim.mutate(
          { id: card.id, requestId: newRequestId(), ...(isMine ? { release: true } : {}) },
          { onError: (error) => announceError('It stayed as it was.', error) },
        )
      }
    >
      {isMine ? 'You are on it. Release' : 'Claim'}
    </Button>
  );
}
