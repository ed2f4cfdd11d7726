import { Tooltip } from '@mantine/core';
import { exactTime, momentTime } from './times.ts';
import { useNow } from './use-now.ts';
import classes from './time-ago.module.css';

/** A moment to the second, for what follows closely on each other; the whole date on hover. */
export function Moment({ at }: { at: string }) {
  const now = useNow();
  return (
    <Tooltip label={exactTime(at)}>
      <time className={classes.time} dateTime={at}>
        {momentTime(at, now)}
      </time>
    </Tooltip>
  );
}
