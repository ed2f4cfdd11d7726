import { IconAlertCircle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { TimeAgo } from '../ui/time-ago.tsx';
import type { Connection } from './connection-words.ts';
import classes from './connections.module.css';

/** What the last press of “Test” said, in a word; icon and word, colour only underlines them. */
export function LastTest({ test }: { test: Connection['lastTest'] }) {
  if (test === null)
    return (
      <span className={classes.test}>
        <IconCircleDashed size={14} aria-hidden="true" />
        Not tested
      </span>
    );
  const TestIcon = test.ok ? IconCircleCheck : IconAlertCircle;
  return (
    <span className={classes.test} data-tone={test.ok ? 'good' : 'bad'}>
      <TestIcon size={14} aria-hidden="true" />
      {test.ok ? 'Answered' : 'Did not work'} · <TimeAgo at={test.at} />
    </span>
  );
}
