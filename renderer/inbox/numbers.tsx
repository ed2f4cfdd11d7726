import { NativeSelect } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useNames } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Section } from '../ui/page.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { durationWords } from '../ui/times.ts';
import { useNow } from '../ui/use-now.ts';
import { Automation } from './automation.tsx';
import { DayChart } from './day-chart.tsx';
import { Gates } from './gates.tsx';
import { GroupTable } from './group-table.tsx';
import { dayBefore, daysOf, shareWords, tierName, tooEasy, type Metrics } from './metrics-words.ts';
import classes from './numbers.module.css';
import { Queues } from './queues.tsx';
import { RateBar } from './rate-bar.tsx';
import { inboxAddress } from './view.ts';

const periods = [
  { value: '7', label: 'The last 7 days' },
  { value: '30', label: 'The last 30 days' },
  { value: '90', label: 'The last 90 days' },
];

/** How long decisions take and how they end, as charts people look at with the table behind them. Drafts never count. */
export function Numbers() {
  const now = useNow();
  const [days, setDays] = useState('30');
  // Whole days, so that the question stays the same while the clock goes on.
  const from = dayBefore(now, Number(days) - 1);
  const answer = useCall('metrics.approvals', { from }, { keepPrevious: true });
  return (
    <div className={classes.numbers}>
      <NativeSelect
        className={classes.period}
        aria-label="Period"
        value={days}
        data={periods}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
      {answer.data !== undefined ? (
        <Figures metrics={answer.data} days={daysOf(from, now)} from={from} />
      ) : answer.error !== null ? (
        <ErrorState
          error={answer.error}
          what="The numbers could not be computed"
          means="Nothing is lost: they are made from the journal each time."
          onRetry={() => void answer.refetch()}
        />
      ) : (
        <BlockSkeleton />
      )}
    </div>
  );
}

type FiguresProps = { metrics: Metrics; days: string[]; from: string };

function Figures({ metrics, days, from }: FiguresProps) {
  const names = useNames();
  const { total, rates, oldest } = metrics;
  if (total.requested === 0)
    return (
      <>
        <EmptyState title="No card was asked for in this time">
          Live runs that ask a person are counted here; drafts never are.
        </EmptyState>
        <Queues />
        <Automation from={from} />
      </>
    );
  return (
    <>
      <dl className={classes.tiles}>
        <Tile label="Half decided within" value={timeWords(total.medianMs)} />
        <Tile label="19 of 20 within" value={timeWords(total.p95Ms)} />
        <Tile label="Decided" value={`${total.decided} of ${total.requested}`} />
        <Tile label="With a change" value={shareWords(rates.edit)} />
        <Tile label="Sent back" value={shareWords(rates.rework)} />
        <Tile label="By the time limit" value={shareWords(rates.withoutHuman)} />
        <Tile
          label="Waiting longest"
          value={
            oldest === null ? (
              'Nothing waits'
            ) : (
              <Link to={inboxAddress('mine', oldest.id)} className={classes.oldest} title={oldest.title}>
                <TimeAgo at={oldest.createdAt} />
              </Link>
            )
          }
          under={oldest?.title ?? null}
        />
      </dl>
      <Section title="What became of them">
        <RateBar row={total} />
        {tooEasy(total) ? (
          <p className={classes.note}>
            Nearly everything is approved. Perhaps not all of it needs to be asked, or it is pressed without
            looking.
          </p>
        ) : null}
      </Section>
      <Section title="Cards by day">
        <DayChart rows={metrics.byDay} days={days} />
      </Section>
      <Queues />
      <Gates gates={metrics.byGate} />
      <Automation from={from} />
      <Section title="By group">
        <GroupTable label="By group" rows={metrics.byPool} nameOf={names.pool} />
      </Section>
      <Section title="By how much it matters">
        <GroupTable label="By how much it matters" rows={metrics.byTier} nameOf={tierName} />
      </Section>
      <Section title="By flow">
        <GroupTable label="By flow" rows={metrics.byFlow} nameOf={names.flow} />
      </Section>
      <Section title="By who asked">
        <GroupTable
          label="By who asked"
          rows={metrics.byRequester}
          nameOf={(key) => (key === 'unknown' ? 'nobody known' : names.person(key))}
        />
      </Section>
    </>
  );
}

function Tile({ label, value, under = null }: { label: string; value: ReactNode; under?: string | null }) {
  return (
    <div className={classes.tile}>
      <dt>{label}</dt>
      <dd>
        <span className={classes.figure}>{value}</span>
        {under === null ? null : <span className={classes.tileUnder}>{under}</span>}
      </dd>
    </div>
  );
}

const timeWords = (ms: number | null): string => (ms === null ? 'Not yet' : durationWords(ms));
