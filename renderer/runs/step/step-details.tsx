import { Link } from 'wouter';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { listed } from '../../../shared/approval/words.ts';
import type { Names } from '../../api/names.ts';
import { handIn } from '../../../shared/run/hand.ts';
import { stepName, stepSummary, wayOut } from '../../steps/step-words.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorNote } from '../../ui/error-state.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Moment } from '../../ui/moment.tsx';
import { clockTime, durationWords, exactTime } from '../../ui/times.ts';
import { useNow } from '../../ui/use-now.ts';
import { ReadingsView } from '../../values/readings-view.tsx';
import { ValueView } from '../../values/value-view.tsx';
import type { Step } from '../../run-parts/run-words.ts';
import { StepLog } from './step-log.tsx';
import classes from './step.module.css';

type Props = { step: Step; run: string; drawing: Drawing | undefined; names: Names };

/** What went in, what came out, what went wrong, and every attempt. */
export function StepDetails({ step, run, drawing, names }: Props) {
  const node = drawing?.nodes[step.node];
  const from = step.from.map((place) => stepName(drawing, place.node));
  const approval = step.kind === 'approval' ? `${run}.${step.node}.${step.visit}` : null;
  return (
    <div className={classes.details}>
      {step.error === null ? null : (
        <ErrorNote
          error={Object.assign(new Error(step.error.message), { code: step.error.code, fix: step.error.fix })}
          {...(step.status === 'scheduled' ? { what: 'The last attempt did not work.' } : {})}
        />
      )}
      <Facts
        facts={[
          ['Does', node === undefined ? null : stepSummary(node)],
          ['Began', <Moment key="began" at={step.startedAt} />],
          ['Ended', step.endedAt === null ? null : <Moment key="ended" at={step.endedAt} />],
          ['Came from', from.length === 0 ? null : listed(from.map((name) => `“${name}”`))],
          ['Way taken', step.port === null || step.port === '' ? null : wayOut(step.port)],
          ['Because', step.because === null ? null : <code key="because">{step.because}</code>],
          [hands[handIn(step) ?? 'answered'], step.override === null ? null : names.person(step.override)],
          ['Practice', step.practice ? 'No connection is chosen for drafts, so its sample answered.' : null],
          ['Reason', step.reason],
        ]}
      />
      {approval === null ? null : (
        <Link to={`/inbox/${encodeURIComponent(approval)}`} className={classes.cardLink}>
          Open the card
        </Link>
      )}
      <div>
        {step.output === null ? null : (
          <Disclosure label="Output" startsOpen>
            <ValueView value={step.output} label={`Output of ${stepName(drawing, step.node)}`} />
            <ReadingsView value={step.output} />
          </Disclosure>
        )}
        {step.input === null ? null : (
          <Disclosure label="Input">
            {step.tries.length === 0 || step.practice ? null : (
              <p className={classes.hint}>As it was sent; passwords and keys are masked.</p>
            )}
            <ValueView value={step.input} label={`Input of ${stepName(drawing, step.node)}`} />
            <ReadingsView value={step.input} />
          </Disclosure>
        )}
        {step.tries.length === 0 ? null : (
          <Disclosure label={step.tries.length === 1 ? '1 attempt' : `${step.tries.length} attempts`}>
            <ol className={classes.tries}>
              {step.tries.map((one) => (
                <Try key={one.attempt} one={one} />
              ))}
            </ol>
          </Disclosure>
        )}
        {step.tries.length === 0 || step.practice ? null : <StepLog run={run} step={step} />}
      </div>
    </div>
  );
}

const hands = { answered: 'Answered by', set: 'Output set by', skipped: 'Skipped by' };

function Try({ one }: { one: Step['tries'][number] }) {
  const now = useNow();
  const took =
    one.endedAt === null ? 'under way' : durationWords(Date.parse(one.endedAt) - Date.parse(one.startedAt));
  return (
    <li value={one.attempt}>
      <span className={classes.quiet} title={exactTime(one.startedAt)}>
        {clockTime(one.startedAt, now)} · {took}
      </span>{' '}
      {one.error === null ? (one.endedAt === null ? null : 'Worked.') : one.error.message}
      {one.error?.status === undefined ? null : (
        <span className={classes.quiet}> Answer {one.error.status}.</span>
      )}
    </li>
  );
}
