import { isJsonObject } from '../../../shared/json.ts';
import type { Step } from '../../run-parts/run-words.ts';
import { wayOut } from '../../steps/step-words.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ErrorNote } from '../../ui/error-state.tsx';
import { statusWord } from '../../ui/status-words.ts';
import { durationWords } from '../../ui/times.ts';
import { ValueView } from '../../values/value-view.tsx';
import { useStepName } from '../panel/step-context.ts';
import classes from './step-in-run.module.css';
import { useShownRun } from './use-shown-run.ts';

/** What the step did in the run on the canvas: its result in a line, its error in full, its values on demand. */
export function StepInRun() {
  const name = useStepName();
  const run = useShownRun();
  const rounds = run?.steps.filter(({ node }) => node === name) ?? [];
  const step = rounds.at(-1);
  if (step === undefined) return null;
  return (
    <section className={classes.run} aria-label="In the run on the canvas">
      <p className={classes.line} data-status={step.status}>
        <strong>Last run:</strong> {resultWords(step)}
      </p>
      {step.error === null ? null : (
        <ErrorNote
          error={Object.assign(new Error(step.error.message), { code: step.error.code, fix: step.error.fix })}
          {...(step.status === 'scheduled' ? { what: 'The last try did not work.' } : {})}
        />
      )}
      {step.output === null ? null : (
        <Disclosure label="What it gave">
          <ValueView value={step.output} label="What it gave" />
        </Disclosure>
      )}
      {step.input === null ? null : (
        <Disclosure label="What it got">
          <ValueView value={step.input} label="What it got" />
        </Disclosure>
      )}
    </section>
  );
}

/** “Answered 200, 0.4 s”, “Approved, 2 min, round 2”, “Failed after 3 tries”. */
function resultWords(step: Step): string {
  const took =
    step.endedAt === null ? null : durationWords(Date.parse(step.endedAt) - Date.parse(step.startedAt));
  const parts = [
    headWords(step),
    took,
    step.attempts > 1 ? `${step.attempts} tries` : null,
    step.visit > 1 ? `round ${step.visit}` : null,
    step.practice ? 'answered by its example (practice)' : null,
  ];
  return `${parts.filter((part) => part !== null).join(', ')}.`;
}

function headWords({ status, output, port, kind }: Step): string {
  const answer = kind === 'http' && isJsonObject(output) ? output['status'] : undefined;
  if (typeof answer === 'number') return `Answered ${answer}`;
  if (status !== 'succeeded') return statusWord(status);
  if (port === null || port === 'done') return 'Done';
  const way = wayOut(port);
  return `${way.charAt(0).toUpperCase()}${way.slice(1)}`;
}
