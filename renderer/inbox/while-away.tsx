import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconMoon } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useNames } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { TimeAgo } from '../ui/time-ago.tsx';
import { clockTime } from '../ui/times.ts';
import { useNow } from '../ui/use-now.ts';
import { awayLine, awaySummary } from './away-words.ts';
import { lastLook, useLooks } from './use-last-look.ts';
import { inboxAddress } from './view.ts';
import classes from './while-away.module.css';

/** What happened by itself since the last look. It says nothing where nothing did, and goes away when it was seen. */
export function WhileAway({ person }: { person: string }) {
  const names = useNames();
  const now = useNow();
  const [since, setSince] = useState(() => lastLook(person));
  const [isOpen, setIsOpen] = useState(false);
  const answer = useCall(
    'metrics.away',
    { since: new Date(since ?? 0).toISOString() },
    { enabled: since !== null },
  );
  const items = since === null ? [] : (answer.data?.items ?? []);
  // Adjusting state while rendering: nothing happened, so from now on they are here.
  if (since !== null && answer.data !== undefined && items.length === 0) setSince(null);
  useLooks(person, since !== null, setSince);
  if (since === null || items.length === 0) return null;
  return (
    <section className={classes.away} aria-label="While you were away">
      <div className={classes.line}>
        <IconMoon size={16} className={classes.icon} aria-hidden="true" />
        <h2 className={classes.title}>While you were away</h2>
        <span className={classes.summary}>
          Since {clockTime(since, now)}: {awaySummary(items)}.
        </span>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={isOpen}
          rightSection={isOpen ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? 'Hide' : 'Show'}
        </Button>
        <Button size="compact-sm" onClick={() => setSince(null)}>
          Seen
        </Button>
      </div>
      {isOpen ? (
        <ul className={classes.items}>
          {items.map((item, index) => (
            <li key={index}>
              <Link to={addressOf(item)}>{item.title ?? names.flow(item.flow)}</Link>
              <span>{awayLine(item)}</span>
              <TimeAgo at={item.at} />
            </li>
          ))}
          {answer.data?.more === true ? <li>More than these happened: see Runs.</li> : null}
        </ul>
      ) : null}
    </section>
  );
}

function addressOf({
  approval,
  run,
  flow,
}: {
  approval: string | null;
  run: string | null;
  flow: string;
}): string {
  if (approval !== null) return inboxAddress('mine', approval);
  return run === null ? `/flows/${encodeURIComponent(flow)}` : `/runs/${run}`;
}
