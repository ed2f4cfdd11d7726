import { Tooltip } from '@mantine/core';
import { exactTime, timeFromNow } from './times.ts';
import { useNow } from './use-now.ts';
import classes from './time-ago.module.css';

/** Relative, exact on hover; `soon` underlines a deadline that is near. */
export function TimeAgo({ at, soon = false }: { at: string; soon?: boolean }) {
  const now = Math.max(useNow(), 0);
  return (
    <Tooltip label={exactTime(at)}>
      <time className={classes.time} data-soon={soon || undefined} dateTime={at}>
        {timeFromNow(at, now)}
      </time>
    </Tooltip>
  );
}
