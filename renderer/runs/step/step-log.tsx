import { logLimitWords } from '../../../shared/run/log-limits.ts';
import { useCall } from '../../api/use-call.ts';
import type { Step } from '../../run-parts/run-words.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorNote } from '../../ui/error-state.tsx';
import { BlockSkeleton } from '../../ui/skeletons.tsx';
import { exactTime, preciseTime } from '../../ui/times.ts';
import classes from './step-log.module.css';

/** How often a step at work is asked what it has said since. */
const watchMs = 1000;

type Props = { run: string; step: Step };

/** What a step said while it worked: the commands’ own lines, requests, what a model used. Live while it works. */
export function StepLog({ run, step }: Props) {
  return (
    <Disclosure label="Log" startsOpen={step.status === 'running'}>
      <Lines run={run} step={step} />
    </Disclosure>
  );
}

function Lines({ run, step }: Props) {
  const input = { id: run, node: step.node, visit: step.visit };
  const log = useCall('runs.logs', input, step.status === 'running' ? { everyMs: watchMs } : {});
  if (log.data === undefined) {
    if (log.error !== null) return <ErrorNote error={log.error} what="The log could not be loaded." />;
    return <BlockSkeleton lines={3} />;
  }
  const { items, cut } = log.data;
  if (items.length === 0) {
    return (
      <p className={classes.none}>
        {step.endedAt === null ? 'It has said nothing so far.' : 'It said nothing, or it is no longer kept.'}
      </p>
    );
  }
  const attempts = [...Map.groupBy(items, ({ attempt }) => attempt)];
  return attempts.map(([attempt, lines]) => (
    <div key={attempt} className={classes.attempt}>
      {attempts.length === 1 ? null : <h3 className={classes.title}>Attempt {attempt}</h3>}
      <div
        className={classes.lines}
        role="log"
        // The page says what is new; a log of hundreds of lines is read when somebody wants to.
        aria-live="off"
        aria-label={attempts.length === 1 ? 'Log' : `Log of attempt ${attempt}`}
        tabIndex={0}
      >
        {lines.map(({ at, text }, index) => (
          <div key={index} className={classes.line}>
            <time className={classes.at} dateTime={at} title={exactTime(at)}>
              {preciseTime(at)}
            </time>
            <span>{text}</span>
          </div>
        ))}
      </div>
      {cut.includes(attempt) ? <p className={classes.none}>{logLimitWords}</p> : null}
    </div>
  ));
}
