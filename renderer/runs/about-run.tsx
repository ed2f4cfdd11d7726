import { Link } from 'wouter';
import type { Names } from '../api/names.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Disclosure } from '../ui/disclosure.tsx';
import { Facts } from '../ui/facts.tsx';
import { exactTime } from '../ui/times.ts';
import { ValueView } from '../values/value-view.tsx';
import type { Run } from '../run-parts/run-words.ts';
import classes from './run.module.css';

type Props = { run: Run; names: Names; step: (node: string) => string };

/** What was fixed when it began, and what it gave at its end. */
export function AboutRun({ run, names, step }: Props) {
  return (
    <div className={classes.about}>
      {run.output === null ? null : (
        <Disclosure label="What the run gave" startsOpen>
          <ValueView value={run.output} label="What the run gave" />
        </Disclosure>
      )}
      <Disclosure label="What it started with">
        <ValueView value={run.trigger.payload} label="What it started with" />
      </Disclosure>
      <Disclosure label="About this run">
        <Facts
          facts={[
            [
              'Flow',
              <Link key="flow" to={`/flows/${run.flow}`}>
                {names.flow(run.flow)}
              </Link>,
            ],
            ['Started by', names.isMe(run.startedBy) ? 'You' : names.person(run.startedBy)],
            ['Asked for by', run.requester === null ? null : names.person(run.requester)],
            ['At', step(run.trigger.node)],
            ['Began', exactTime(run.startedAt)],
            ['Ended', run.endedAt === null ? null : exactTime(run.endedAt)],
            [
              'Run',
              <span key="run" className={classes.id}>
                <code>{run.id}</code>
                <CopyButton text={run.id} label="Copy the run’s identifier" />
              </span>,
            ],
            ['Definition', <code key="hash">{run.hash.slice(0, 16)}</code>],
          ]}
        />
      </Disclosure>
    </div>
  );
}
