import {
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconCircleDashed,
  IconClockPause,
  IconHelpCircle,
  IconHourglassHigh,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconThumbDown,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { Tone } from './tone.ts';
import classes from './status-badge.module.css';

type Face = { icon: Icon; word: string; tone: Tone };

/** Statuses of runs, steps and approvals, in a person's words. */
const faces: Record<string, Face> = {
  running: { icon: IconPlayerPlay, word: 'Running', tone: 'move' },
  waiting: { icon: IconHourglassHigh, word: 'Waiting', tone: 'person' },
  succeeded: { icon: IconCheck, word: 'Succeeded', tone: 'good' },
  failed: { icon: IconX, word: 'Failed', tone: 'bad' },
  declined: { icon: IconThumbDown, word: 'Declined', tone: 'bad' },
  cancelled: { icon: IconBan, word: 'Cancelled', tone: 'none' },
  scheduled: { icon: IconCircleDashed, word: 'Up next', tone: 'none' },
  skipped: { icon: IconPlayerTrackNext, word: 'Skipped', tone: 'none' },
  unknown: { icon: IconHelpCircle, word: 'Did it happen?', tone: 'person' },
  pending: { icon: IconHourglassHigh, word: 'Needs a decision', tone: 'person' },
  approved: { icon: IconCheck, word: 'Approved', tone: 'good' },
  changes: { icon: IconArrowBackUp, word: 'Changes requested', tone: 'person' },
  expired: { icon: IconClockPause, word: 'Expired', tone: 'none' },
  voided: { icon: IconBan, word: 'No longer valid', tone: 'none' },
};

export const statusWord = (status: string): string => faces[status]?.word ?? status;
export const statusTone = (status: string): Tone => faces[status]?.tone ?? 'none';

/** Icon and word; colour only underlines them. `quiet` drops the pill for dense rows. */
export function StatusBadge({
  status,
  word,
  quiet = false,
}: {
  status: string;
  word?: string;
  quiet?: boolean;
}) {
  const face = faces[status];
  const StatusIcon = face?.icon ?? IconCircleDashed;
  return (
    <span className={classes.badge} data-tone={face?.tone ?? 'none'} data-quiet={quiet || undefined}>
      <StatusIcon size={14} stroke={2} aria-hidden="true" />
      {word ?? face?.word ?? status}
    </span>
  );
}

/** A small tag beside a title: “Draft”, “Practice”, “Live v4”. */
export function Tag({ tone = 'none', children }: { tone?: Tone; children: string }) {
  return (
    <span className={classes.badge} data-tone={tone} data-tag>
      {children}
    </span>
  );
}
