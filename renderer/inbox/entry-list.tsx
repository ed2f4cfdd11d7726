import { IconHelpCircle, IconUserCheck } from '@tabler/icons-react';
import { Link } from 'wouter';
import { labelOf } from '../../shared/steps/label.ts';
import type { Names } from '../api/names.ts';
import { StatusBadge } from '../ui/status-badge.tsx';
import { exactTime } from '../ui/times.ts';
import { TimeAgo } from '../ui/time-ago.tsx';
import { ClockAhead, useNow } from '../ui/use-now.ts';
import { answeredAt, type Entry, type Group } from './arrange.ts';
import classes from './inbox.module.css';
import { inboxAddress, type Whose } from './view.ts';

const soonMs = 60 * 60 * 1000;

type Props = { groups: readonly Group[]; selected: string | null; whose: Whose; names: Names };

/** The list beside the card: one line for each, by group. */
export function EntryList({ groups, selected, whose, names }: Props) {
  return groups.map(({ id, title, aside, entries }) => (
    <section key={id} className={classes.group} aria-label={aside === null ? title : `${title}, ${aside}`}>
      <h2 className={classes.groupTitle}>
        {title} <span className={classes.count}>{entries.length}</span>
        {aside === null ? null : <span className={classes.aside}>{aside}</span>}
      </h2>
      <ul className={classes.entries}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <ClockAhead value={entry.kind === 'card' ? (entry.card.clockAheadMs ?? 0) : 0}>
              <EntryLine entry={entry} isSelected={entry.id === selected} whose={whose} names={names} />
            </ClockAhead>
          </li>
        ))}
      </ul>
    </section>
  ));
}

type LineProps = { entry: Entry; isSelected: boolean; whose: Whose; names: Names };

function EntryLine({ entry, isSelected, whose, names }: LineProps) {
  const now = useNow();
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
  const { card } = entry;
  if (whose === 'decided') {
    return (
      <Link {...shared} title={`${card.title}\n${names.flow(card.flow)}`}>
        <span className={classes.entryTitle}>{card.title}</span>
        <StatusBadge status={card.status} quiet />
        <TimeAgo at={new Date(answeredAt(card, names.isMe) ?? card.createdAt).toISOString()} />
      </Link>
    );
  }
  const isSoon = card.deadline !== null && Date.parse(card.deadline) - now < soonMs;
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
      <span className={classes.due}>
        <span className="visually-hidden">{card.deadline === null ? 'asked ' : 'answer '}</span>
        <TimeAgo at={card.deadline ?? card.createdAt} soon={isSoon} />
      </span>
    </Link>
  );
}

/** Opened by Enter (a press without a mouse), the focus goes on into the card once it is drawn. */
function intoTheCard(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-card-title]')?.focus());
}
