import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { Link } from 'wouter';
import type { Names } from '../api/names.ts';
import { Facts } from '../ui/facts.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { exactTime } from '../ui/times.ts';
import classes from './audit.module.css';
import { actorWords, entryWords, identifiedWords, placesOf, type Entry } from './entry-words.ts';

/** When, who and how that is known, what, and where to look; opened, the entry as it is kept. */
export function AuditRow({ entry, names }: { entry: Entry; names: Names }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const at = new Date(entry.at).toISOString();
  const OpenIcon = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <tr className={classes.row}>
        <td className={classes.opener}>
          <ActionIcon
            size={24}
            aria-label={`Entry ${entry.seq} as it is kept`}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setIsOpen(!isOpen)}
          >
            <OpenIcon size={14} />
          </ActionIcon>
        </td>
        <td className={classes.when}>
          <TimeAgo at={at} />
        </td>
        <td>
          {actorWords(entry.actor, names)}
          <span className={classes.how}>{identifiedWords(entry.identified)}</span>
        </td>
        <td className={classes.what}>{entryWords(entry, names)}</td>
        <td className={classes.places}>
          {placesOf(entry).map(({ to, label }) => (
            <Link key={to} to={to}>
              {label}
            </Link>
          ))}
        </td>
      </tr>
      <tr id={id} hidden={!isOpen} className={classes.details}>
        {isOpen ? (
          <td colSpan={5}>
            <Facts
              facts={[
                ['Entry', String(entry.seq)],
                ['Written', exactTime(at)],
                ['Kind', <code key="kind">{entry.kind}</code>],
                ['Fingerprint', <code key="hash">{entry.hash}</code>],
                ['Of the one before', <code key="prev">{entry.prev}</code>],
              ]}
            />
            <JsonView value={entry.body} label={`What entry ${entry.seq} says`} />
          </td>
        ) : null}
      </tr>
    </>
  );
}
