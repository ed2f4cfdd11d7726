import { Button, Checkbox } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { memo, useCallback, useState } from 'react';
import { Link } from 'wouter';
import type { InputOf } from '../../shared/api/contract.ts';
import { listed } from '../../shared/approval/words.ts';
import { labelOf } from '../../shared/steps/label.ts';
import { useNames, type Names } from '../api/names.ts';
import { holdersWords } from '../card/card-words.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LongRows } from '../ui/long-rows.tsx';
import { Row } from '../ui/rows.tsx';
import { RowSkeletons } from '../ui/skeletons.tsx';
import { StatusBadge, Tag } from '../ui/status-badge.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { durationWords } from '../ui/times.ts';
import { useNow } from '../ui/use-now.ts';
import { ChosenRuns, withChosen } from './compare/chosen-runs.tsx';
import classes from './runs.module.css';
import { pageSize } from './run-pages.ts';
import { useLiveRuns, type RunItem } from './use-live-runs.ts';

type Props = { query: InputOf<'runs.list'>; isFiltered: boolean; onClear: () => void };

/** Every run, newest first, live. */
export function RunsList({ query, isFiltered, onClear }: Props) {
  const names = useNames();
  const { runs, isOpenEnded, fresh, error, reload, onRange, onHeld, showNew } = useLiveRuns(query);
  const [chosen, setChosen] = useState<readonly RunItem[]>([]);
  const choose = useCallback((run: RunItem) => setChosen((before) => withChosen(before, run)), []);
  if (runs === undefined) {
    if (error === null) return <RowSkeletons rows={8} />;
    return (
      <ErrorState
        error={error}
        what="The runs could not be loaded"
        means="They go on regardless: the host keeps them, not this window."
        onRetry={reload}
      />
    );
  }
  if (runs.length === 0) return <NoRuns isFiltered={isFiltered} onClear={onClear} />;
  return (
    <>
      <div className={classes.pill} role="status">
        {fresh === 0 ? null : (
          <Button
            size="compact-sm"
            variant="filled"
            leftSection={<IconArrowUp size={14} aria-hidden="true" />}
            onClick={(event) => {
              showNew();
              event.currentTarget.closest('[data-scroller]')?.scrollTo({ top: 0 });
            }}
          >
            {fresh >= pageSize ? `${pageSize} and more new` : `${fresh} new`}
          </Button>
        )}
      </div>
      <LongRows
        className={classes.table}
        label="Runs"
        columns={['Flow', 'State', 'Waiting for, or what came of it', 'Started', 'Took', 'By', '']}
        count={runs.length}
        isOpenEnded={isOpenEnded}
        onRange={onRange}
        onHeld={onHeld}
      >
        {(index) => {
          const run = runs[index];
          return run === undefined ? null : (
            <RunRow
              key={run.id}
              run={run}
              names={names}
              index={index}
              isChosen={chosen.some(({ id }) => id === run.id)}
              onChoose={choose}
            />
          );
        }}
      </LongRows>
      <ChosenRuns runs={chosen} names={names} onClear={() => setChosen([])} />
    </>
  );
}

type RowProps = {
  run: RunItem;
  names: Names;
  index: number;
  isChosen: boolean;
  onChoose: (run: RunItem) => void;
};

/** Drawn again only when its run changes: scrolling moves rows, it does not make them. */
const RunRow = memo(function RunRow({ run, names, index, isChosen, onChoose }: RowProps) {
  const words = run.waitingFor.length === 0 ? outcomeWords(run) : waitWords(run, names);
  return (
    <Row
      index={index}
      to={`/runs/${run.id}`}
      title={
        <span className={classes.flow}>
          <span className={classes.name}>{names.flow(run.flow)}</span>
          {run.version === null ? (
            <Tag tone="person">Draft</Tag>
          ) : (
            <span className={classes.ofVersion}>v{run.version}</span>
          )}
        </span>
      }
      cells={[
        <StatusBadge key="status" status={run.status} quiet />,
        <span key="waiting" className={classes.waiting} title={words}>
          {words}
        </span>,
        <TimeAgo key="started" at={run.startedAt} />,
        <Took key="took" run={run} />,
        names.isMe(run.startedBy) ? 'You' : names.person(run.startedBy),
        <Checkbox
          key="choose"
          className={classes.choose}
          size="xs"
          aria-label={`Choose this run of ${names.flow(run.flow)} to compare`}
          checked={isChosen}
          onChange={() => onChoose(run)}
        />,
      ]}
    />
  );
});

/** A failure begins with the step's identifier; people know it by a name. Without words the end it came to tells the path. */
function outcomeWords({ outcome }: RunItem): string {
  const { node = null, message = null } = outcome ?? {};
  if (node === null) return message ?? '';
  if (message === null) return `came to “${labelOf(node)}”`;
  if (!message.startsWith(`${node} failed:`)) return message;
  return `${labelOf(node)} ${message.slice(node.length + 1)}`;
}

function waitWords(run: RunItem, names: Names): string {
  const words = run.waitingFor.map(({ kind, holders }) => {
    switch (kind) {
      case 'approval':
        return holders === undefined ? 'a decision' : holdersWords(holders, names);
      case 'unknown':
        return 'somebody to look';
      case 'callback':
        return 'a call back';
      case 'event':
        return 'an event';
      case 'timer':
        return 'its time';
    }
  });
  return listed([...new Set(words)]);
}

function Took({ run }: { run: RunItem }) {
  const now = useNow();
  const end = run.endedAt === null ? now : Date.parse(run.endedAt);
  return <span className={classes.took}>{durationWords(end - Date.parse(run.startedAt))}</span>;
}

function NoRuns({ isFiltered: isCut, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isCut) {
    return (
      <EmptyState title="No run is like that" actions={<Button onClick={onClear}>Show all runs</Button>}>
        Names of flows, inputs and outputs were looked through.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nothing has run yet"
      actions={
        <Button component={Link} to="/flows" variant="filled">
          Choose a flow to run
        </Button>
      }
    >
      Every run stands here, with each of its steps and what came of it.
    </EmptyState>
  );
}
