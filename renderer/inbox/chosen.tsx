import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.ts';
import { ApprovalCard } from '../card/approval-card.tsx';
import { DoubtCard } from '../card/doubt-card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { codeOf } from '../ui/error-words.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import type { Entry } from './arrange.ts';
import classes from './inbox.module.css';

type Props = {
  id: string;
  entry: Entry | undefined;
  /** Absent where nothing else waits. */ onNext: (() => void) | undefined;
};

/** The chosen entry in full. It stays when it is settled: who decided it, and the way on. Give it `key={id}`. */
export function Chosen({ id, entry, onNext }: Props) {
  // A doubt is known by its line in the list alone, which goes away with the answer.
  const [doubt] = useState(entry?.kind === 'doubt' ? entry : null);
  const answer = useCall('approvals.get', { id }, { enabled: doubt === null });
  const card = answer.data ?? (entry?.kind === 'answered' ? entry.card : undefined);

  if (doubt !== null) {
    return (
      <>
        <DoubtCard run={doubt.run} node={doubt.node} visit={doubt.visit} />
        {entry === undefined ? <Settled run={doubt.run} onNext={onNext} /> : null}
      </>
    );
  }
  if (card !== undefined) {
    return (
      <>
        <ApprovalCard key={card.id} card={card} />
        {card.status === 'pending' ? null : <Settled run={card.run} onNext={onNext} />}
      </>
    );
  }
  if (answer.error === null) {
    return (
      <div className={classes.loading}>
        <BlockSkeleton />
      </div>
    );
  }
  if (codeOf(answer.error) !== 'not_found') {
    return (
      <ErrorState
        error={answer.error}
        what="The card could not be loaded"
        means="It keeps waiting; nothing is lost."
        onRetry={() => void answer.refetch()}
      />
    );
  }
  return (
    <EmptyState
      title="Nothing waits here any more"
      {...(onNext === undefined ? {} : { actions: <Button onClick={onNext}>Next in the list</Button> })}
    >
      It was answered, or the link was cut short.
    </EmptyState>
  );
}

function Settled({ run, onNext }: { run: string; onNext: (() => void) | undefined }) {
  return (
    <div className={classes.settled}>
      <Button component={Link} to={`/runs/${run}`} variant={onNext === undefined ? 'filled' : 'default'}>
        See what happened next
      </Button>
      {onNext === undefined ? null : (
        <Button variant="filled" onClick={onNext}>
          Next in the list
        </Button>
      )}
    </div>
  );
}
