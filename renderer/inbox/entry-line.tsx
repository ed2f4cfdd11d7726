import { IconHelpCircle, IconUserCheck } from '@tabler/icons-react';
import { memo } from 'react';
import { Link } from 'wouter';
import { labelOf } from '../../shared/steps/label.ts';
import type { Names } from '../api/names.ts';
import { StatusBadge } from '../ui/status-badge.tsx';
import { exactTime } from '../ui/times.ts';
import { TimeAgo } from '../ui/time-ago.tsx';
import { ClockAhead, useNow } from '../ui/use-now.ts';
import { answeredAt, type CardLine, type Entry } from './arrange.ts';
import classes from './inbox.module.css';
import { inboxAddress, type Whose } from './view.ts';

const soonMs = 60 * 60 * 1000;

type LineProps = { entry: Entry; isSelected: boolean; whose: Whose; names: Names };

/** One entry in the list, drawn again only when something of it changes. */
export const EntryLine = memo(function EntryLine({ entry, isSelected, whose, names }: LineProps) {
  const shared = {
    to: inboxAddress(whose, entry.id),
    className: classes.entry,
    'data-entry': entry.id,
    onClick: (event: { detail: number }) => (event.detail === 0 ? intoTheCard() : undefined),
    'aria-current': isSelected ? ('true' as const) : undefined,
  };
  if (entry.kind === 'doubt') {
    const title = `${names.flow(entry.flow)}: ${labelOf(entry.node)}`;
    return (
      <Link {...shared} title={title}>
        <IconHelpCircle size={16} stroke={1.8} className={classes.icon} aria-hidden="true" />
        <span className={classes.entryTitle}>{title}</span>
        <TimeAgo at={entry.since} />
      </Link>
    );
  }
  if (entry.kind === 'answered') {
    const { card } = entry;
    return (
      <Link {...shared} title={`${card.title}\n${names.flow(card.flow)}`}>
        <span className={classes.entryTitle}>{card.title}</span>
        <StatusBadge status={card.status} quiet />
        <TimeAgo at={new Date(answeredAt(card, names.isMe) ?? card.createdAt).toISOString()} />
      </Link>
    );
  }
  const { card } = entry;
  return (
    <Link {...shared} title={`${card.title}\nAsked ${exactTime(card.createdAt)}`}>
      <IconUserCheck
        size={16}
        stroke={1.8}
        className={classes.icon}
        data-draft={card.draft || undefined}
        aria-hidden="true"
      />
      <span className={classes.entryTitle}>{card.title}</span>
      {card.claimedBy === null || names.isMe(card.claimedBy) ? null : (
        <span className={classes.claimed}>{names.person(card.claimedBy)}</span>
      )}
      <ClockAhead value={card.clockAheadMs ?? 0}>
        <Due card={card} />
      </ClockAhead>
    </Link>
  );
});

function Due({ card }: { card: CardLine }) {
  const now = useNow();
  const isSoon = card.deadline !== null && Date.parse(card.deadline) - now < soonMs;
  return (
    <span className={classes.due}>
      <span className="visually-hidden">{card.deadline === null ? 'asked ' : 'answer '}</span>
      <TimeAgo at={card.deadline ?? card.createdAt} soon={isSoon} />
    </span>
  );
}

/** Opened by Enter (a press without a mouse), the focus goes on into the card once it is drawn. */
function intoTheCard(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-card-title]')?.focus());
}
