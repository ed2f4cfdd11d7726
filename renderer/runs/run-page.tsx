import { useParams } from 'wouter';
import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useMay, useNames } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { bringIntoSight } from '../card/bring-into-sight.ts';
import { ApprovalCard } from '../card/approval-card.tsx';
import { isPutOff } from '../card/deciders.ts';
import { DoubtCard } from '../card/doubt-card.tsx';
import { stepName } from '../steps/step-words.ts';
import { codeOf } from '../ui/error-words.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Page } from '../ui/page.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { StatusBadge, Tag } from '../ui/status-badge.tsx';
import { ClockAhead, useNow } from '../ui/use-now.ts';
import { PracticeBar } from '../run-parts/practice/practice-bar.tsx';
import { RunActions } from './run-actions.tsx';
import { RunMenu } from './run-menu.tsx';
import { standing } from '../run-parts/run-words.ts';
import { RunThroughTime } from './run-through-time.tsx';
import { useRunDrawing } from './use-run-drawing.ts';
import classes from './run.module.css';

export function RunPage() {
  const { id } = useParams<{ id: string }>();
  return <OneRun key={id} id={id} />;
}

/** One run: where it stands, what waits for a person, its course on the drawing and over time, its story and steps. */
function OneRun({ id }: { id: string }) {
  const names = useNames();
  const run = useCall('runs.get', { id });
  const now = useNow() + (run.data?.clockAheadMs ?? 0);
  const drawing = useRunDrawing(id, run.data);
  const cards = useCall('approvals.list', { run: id, limit: 500 }).data?.items ?? [];
  const mine = useCall('approvals.list', { run: id, status: 'pending', mine: true }).data?.items ?? [];
  const mayDecide = useMay('decide');
  const back = { to: '/runs', label: 'Runs' };

  if (run.data === undefined) {
    return (
      <Page title="Run" back={back}>
        {run.error === null ? (
          <BlockSkeleton lines={8} />
        ) : (
          <NoRun error={run.error} onRetry={() => void run.refetch()} />
        )}
      </Page>
    );
  }
  const { data } = run;
  const step = (node: string): string => stepName(drawing ?? undefined, node);
  const later = cards.filter((card) => card.status === 'pending' && isPutOff(card, names, now));
  const waiting = mayDecide ? [...mine, ...later] : [];
  const doubts = data.waitingFor.filter(({ kind }) => kind === 'unknown');
  const isAsking = waiting.length + (mayDecide ? doubts.length : 0) > 0;
  const isPractice = data.steps.some(({ practice }) => practice);

  return (
    <Page
      title={names.flow(data.flow)}
      back={back}
      marks={
        <>
          {data.version === null ? <Tag tone="person">Draft</Tag> : <Tag>{`v${data.version}`}</Tag>}
          {data.firstVersion !== null && data.firstVersion !== data.version ? (
            <Tag>{`began on v${data.firstVersion}`}</Tag>
          ) : null}
          {isPractice ? <Tag>Practice</Tag> : null}
          <StatusBadge status={data.status} />
        </>
      }
      lead={<Standing words={standing({ run: data, cards, names, step, now })} />}
      actions={
        <>
          <RunActions run={data} drawing={drawing ?? undefined} />
          <RunMenu run={data} />
        </>
      }
    >
      <ClockAhead value={data.clockAheadMs}>
        <div className={classes.practice}>
          <PracticeBar run={data} onDecide={toTheCard} />
        </div>
        <RunThroughTime
          run={data}
          names={names}
          asked={
            !isAsking ? null : (
              <div className={classes.asked}>
                {waiting.map((card) => (
                  <div key={card.id} className={classes.card}>
                    <ApprovalCard card={card} isOnRun hasKeys={waiting.length === 1} />
                  </div>
                ))}
                {mayDecide
                  ? doubts.map(({ node, visit }) => (
                      <div key={`${node}.${visit}`} className={classes.card}>
                        <DoubtCard run={id} node={node} visit={visit} isOnRun />
                      </div>
                    ))
                  : null}
              </div>
            )
          }
        />
      </ClockAhead>
    </Page>
  );
}

const longWords = 240;

/** An error of many lines leaves the page its room: the story tells all of it. */
function Standing({ words }: { words: string }) {
  return (
    <span role="status" className={classes.standing} title={words.length > longWords ? words : undefined}>
      {words}
    </span>
  );
}

function toTheCard(approval: string): void {
  const card = document.querySelector(`[data-card="${CSS.escape(approval)}"]`);
  bringIntoSight(card);
  card?.querySelector<HTMLElement>('[data-card-title]')?.focus({ preventScroll: true });
}

function NoRun({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (codeOf(error) === 'store_damaged') {
    return (
      <ErrorState
        error={error}
        what="The history of this run cannot be read"
        actions={
          <Button component={Link} to="/runs" variant="filled">
            See all runs
          </Button>
        }
      />
    );
  }
  if (codeOf(error) !== 'not_found')
    return (
      <ErrorState
        error={error}
        what="The run could not be loaded"
        means="It goes on regardless: the host keeps it, not this window."
        onRetry={onRetry}
      />
    );
  return (
    <EmptyState
      title="There is no such run"
      actions={
        <Button component={Link} to="/runs" variant="filled">
          See all runs
        </Button>
      }
    >
      It may be older than its flow keeps runs, or the link was cut short.
    </EmptyState>
  );
}
