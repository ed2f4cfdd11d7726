import type { Drawing } from '../../shared/flow/drawing.ts';
import type { Names } from '../api/names.ts';
import { KindTile } from '../steps/kind-tile.tsx';
import { stepName, wayOut } from '../steps/step-words.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import { durationWords } from '../ui/times.ts';
import { useNow } from '../ui/use-now.ts';
import type { Run, Step } from '../run-parts/run-words.ts';
import { StepDetails } from './step-details.tsx';
import classes from './run.module.css';

type Props = { run: Run; drawing: Drawing | undefined; names: Names };

/** Every round of every step, in the order they began; each opens in place. */
export function StepsList({ run, drawing, names }: Props) {
  return (
    <ol className={classes.list}>
      {run.steps.map((step) => (
        <li key={`${step.node}.${step.visit}`} data-step={step.node}>
          <Disclosure
            label={<StepLine step={step} name={stepName(drawing, step.node)} />}
            aside={<StepState step={step} />}
          >
            <StepDetails step={step} run={run} drawing={drawing} names={names} />
          </Disclosure>
        </li>
      ))}
    </ol>
  );
}

function StepLine({ step, name }: { step: Step; name: string }) {
  const isNamedWay = step.port !== null && step.port !== '' && step.port !== 'done';
  return (
    <span className={classes.stepLine}>
      <KindTile kind={step.kind} size={22} />
      <span className={classes.stepName}>{name}</span>
      {step.visit > 1 ? <span className={classes.quiet}>round {step.visit}</span> : null}
      {isNamedWay ? <span className={classes.quiet}>{wayOut(step.port ?? '')}</span> : null}
      {step.practice ? <span className={classes.quiet}>sample</span> : null}
    </span>
  );
}

function StepState({ step }: { step: Step }) {
  const now = useNow();
  const end = step.endedAt === null ? now : Date.parse(step.endedAt);
  return (
    <span className={classes.stepState}>
      {step.attempts > 1 ? <span>{step.attempts} attempts</span> : null}
      <span className={classes.took}>{durationWords(end - Date.parse(step.startedAt))}</span>
      <span className={classes.status}>
        <StatusBadge status={step.status} quiet />
      </span>
    </span>
  );
}
