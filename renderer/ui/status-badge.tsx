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
import { statusTone, statusWord } from './status-words.ts';
import type { Tone } from './tone.ts';
import classes from './status-badge.module.css';

const icons: Record<string, Icon> = {
  running: IconPlayerPlay,
  waiting: IconHourglassHigh,
  succeeded: IconCheck,
  failed: IconX,
  declined: IconThumbDown,
  cancelled: IconBan,
  scheduled: IconCircleDashed,
  skipped: IconPlayerTrackNext,
  unknown: IconHelpCircle,
  pending: IconHourglassHigh,
  approved: IconCheck,
  changes: IconArrowBackUp,
  expired: IconClockPause,
  voided: IconBan,
};

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
  const StatusIcon = icons[status] ?? IconCircleDashed;
  return (
    <span className={classes.badge} data-tone={statusTone(status)} data-quiet={quiet || undefined}>
      <StatusIcon size={14} stroke={2} aria-hidden="true" />
      {word ?? statusWord(status)}
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
