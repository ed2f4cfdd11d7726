import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { OutputOf } from '../../shared/api/contract.ts';
import { useMay, useNames } from '../api/names.ts';
import { labelOf } from '../../shared/steps/label.ts';
import { CancelDialog } from '../run-parts/cancel-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Row, Rows } from '../ui/rows.tsx';
import { RowSkeletons } from '../ui/skeletons.tsx';
import { Tag } from '../ui/status-badge.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import classes from './runs.module.css';

type StuckRun = OutputOf<'runs.stuck'>['items'][number];

type Props = {
  stuck: { data: OutputOf<'runs.stuck'> | undefined; error: Error | null; refetch: () => Promise<unknown> };
};

/** Runs in which nothing has happened for longer than expected, each with what can be done about it. */
export function StuckList({ stuck }: Props) {
  const names = useNames();
  const mayRun = useMay('run');
  const [cancelling, setCancelling] = useState<string | null>(null);
  if (stuck.data === undefined) {
    if (stuck.error === null) return <RowSkeletons rows={5} />;
    return (
      <ErrorState
        error={stuck.error}
        what="It could not be worked out which runs are stuck"
        means="The runs themselves go on."
        onRetry={() => void stuck.refetch()}
      />
    );
  }
  const { items } = stuck.data;
  if (items.length === 0) {
    return (
      <EmptyState title="Every run moves or knows what it waits for">
        A run in which nothing happens for longer than expected stands here, with what to do about it.
      </EmptyState>
    );
  }
  return (
    <>
      <Rows label="Stuck runs" columns={['Flow', 'What is the matter', 'Since', '']}>
        {items.map((run) => (
          <Row
            key={run.id}
            to={`/runs/${run.id}`}
            title={
              <span className={classes.flow}>
                {names.flow(run.flow)}
                {run.version === null ? <Tag tone="person">Draft</Tag> : null}
              </span>
            }
            cells={[
              <span key="why" className={classes.why}>
                {matterOf(run)}
              </span>,
              <TimeAgo key="since" at={run.since} />,
              <Action key="action" run={run} mayRun={mayRun} onCancel={() => setCancelling(run.id)} />,
            ]}
          />
        ))}
      </Rows>
      {cancelling === null ? null : (
        <CancelDialog run={{ id: cancelling }} onClose={() => setCancelling(null)} />
      )}
    </>
  );
}

function matterOf({ cause, node, message }: StuckRun): string {
  const step = node === null ? 'A step' : `“${labelOf(node)}”`;
  switch (cause) {
    case 'unknown':
      return `Nobody knows whether ${node === null ? 'a step' : step} happened.`;
    case 'parked':
      return message ?? 'It was set aside after it failed to go on several times.';
    case 'overdue':
      return `${step} was due and has not gone on.`;
    case 'queued':
      return 'It has not begun: the run before it has not ended.';
    case 'retrying':
      return `${step} is tried again and again: ${message ?? 'it does not work.'}`;
    case 'overtime':
      return `${step} has been under way for longer than it may.`;
    case 'endless':
      return `${step} waits, and nothing ends that wait.`;
  }
}

type ActionProps = { run: StuckRun; mayRun: boolean; onCancel: () => void };

/** One thing to press for each. */
function Action({ run, mayRun, onCancel }: ActionProps) {
  const { cause, approval, before } = run;
  if (mayRun && (cause === 'parked' || cause === 'overtime')) {
    return (
      <Button size="compact-sm" color="red" onClick={onCancel}>
        Cancel the run…
      </Button>
    );
  }
  const [words, to] =
    cause === 'unknown'
      ? ['Say what happened', `/runs/${run.id}`]
      : cause === 'queued' && before !== null
        ? ['Open the run before it', `/runs/${before}`]
        : approval !== null
          ? ['Open the card', `/inbox/${approval}`]
          : ['See what happened', `/runs/${run.id}`];
  return (
    <Button size="compact-sm" component={Link} to={to}>
      {words}
    </Button>
  );
}
