import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { OutputOf } from '../../shared/api/contract.ts';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { listed } from '../../shared/approval/words.ts';
import { labelOf } from '../../shared/steps/label.ts';
import { useNames, type Names } from '../api/names.ts';
import { useCall, useList } from '../api/use-call.ts';
import { holdersWords } from '../card/card-words.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Page } from '../ui/page.tsx';
import { Row, Rows } from '../ui/rows.tsx';
import { RowSkeletons } from '../ui/skeletons.tsx';
import { StatusBadge, Tag } from '../ui/status-badge.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { durationWords } from '../ui/times.ts';
import { useNow } from '../ui/use-now.ts';
import { isFiltered, listInputOf, useFilters } from './filters.ts';
import { RunsFilter } from './runs-filter.tsx';
import classes from './runs.module.css';

type RunItem = OutputOf<'runs.list'>['items'][number];

/** Every run, newest first, live. */
export function RunsPage() {
  const { filters, change } = useFilters();
  const names = useNames();
  const runs = useList('runs.list', listInputOf(filters));
  const waiting = useCall('approvals.list', { status: 'pending', limit: 500 }).data?.items ?? [];
  const cards = new Map(waiting.map((card) => [card.id, card]));
  const items = runs.data?.pages.flatMap((page) => page.items);

  return (
    <Page title="Runs">
      <RunsFilter filters={filters} change={change} />
      {runs.error !== null && items === undefined ? (
        <ErrorState
          error={runs.error}
          what="The runs could not be loaded"
          means="They go on regardless: the host keeps them, not this window."
          onRetry={() => void runs.refetch()}
        />
      ) : items === undefined ? (
        <RowSkeletons rows={8} />
      ) : items.length === 0 ? (
        <NoRuns
          isFiltered={isFiltered(filters)}
          onClear={() => change({ flow: null, status: null, q: '' })}
        />
      ) : (
        <>
          <Rows
            label="Runs"
            columns={['Flow', 'State', 'Waiting for, or what came of it', 'Started', 'Took', 'By']}
          >
            {items.map((run) => (
              <RunRow key={run.id} run={run} cards={cards} names={names} />
            ))}
          </Rows>
          {runs.hasNextPage ? (
            <Button
              variant="subtle"
              mt="sm"
              loading={runs.isFetchingNextPage}
              onClick={() => void runs.fetchNextPage()}
            >
              Show more runs
            </Button>
          ) : null}
        </>
      )}
    </Page>
  );
}

type RowProps = { run: RunItem; cards: ReadonlyMap<string, Approval>; names: Names };

function RunRow({ run, cards, names }: RowProps) {
  return (
    <Row
      to={`/runs/${run.id}`}
      title={
        <span className={classes.flow}>
          {names.flow(run.flow)}
          {run.version === null ? (
            <Tag tone="person">Draft</Tag>
          ) : (
            <span className={classes.version}>v{run.version}</span>
          )}
        </span>
      }
      cells={[
        <StatusBadge key="status" status={run.status} quiet />,
        <span key="waiting" className={classes.waiting}>
          {run.waitingFor.length === 0 ? outcomeWords(run) : waitWords(run, cards, names)}
        </span>,
        <TimeAgo key="started" at={run.startedAt} />,
        <Took key="took" run={run} />,
        names.isMe(run.startedBy) ? 'You' : names.person(run.startedBy),
      ]}
    />
  );
}

/** A failure begins with the step's identifier; people know it by a name. */
function outcomeWords({ outcome }: RunItem): string {
  const { node = null, message = null } = outcome ?? {};
  if (node === null || message?.startsWith(`${node} failed:`) !== true) return message ?? '';
  return `${labelOf(node)} ${message.slice(node.length + 1)}`;
}

function waitWords(run: RunItem, cards: ReadonlyMap<string, Approval>, names: Names): string {
  const words = run.waitingFor.map(({ kind, approval }) => {
    const card = approval === undefined ? undefined : cards.get(approval);
    switch (kind) {
      case 'approval':
        return card === undefined ? 'a decision' : holdersWords(card, names);
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
