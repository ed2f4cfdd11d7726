import { Button } from '@mantine/core';
import { memo, useState } from 'react';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { handIn } from '../../../shared/run/hand.ts';
import type { Names } from '../../api/names.ts';
import { KindTile } from '../../steps/kind-tile.tsx';
import { stepName, wayOut } from '../../steps/step-words.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { durationWords } from '../../ui/times.ts';
import { useNow } from '../../ui/use-now.ts';
import type { Step } from '../../run-parts/run-words.ts';
import { StepDetails } from './step-details.tsx';
import classes from './step.module.css';

type Shown = { run: string; drawing: Drawing | undefined; names: Names };
/** `at`: the moment that is looked at, epoch ms; null for now. */
type Props = Shown & { steps: readonly Step[]; at: number | null };

/** Every round of every step, in the order they began; each opens in place. */
export function StepsList({ steps, at, ...shown }: Props) {
  const [most, setMost] = useState(atOnce);
  const rest = steps.length - most;
  return (
    <>
      <ol className={classes.list}>
        {steps.slice(0, most).map((step) => (
          <StepItem
            key={`${step.node}.${step.visit}`}
            step={step}
            at={step.endedAt === null ? at : null}
            {...shown}
          />
        ))}
      </ol>
      {rest <= 0 ? null : (
        <Button variant="subtle" size="compact-sm" onClick={() => setMost(most + atOnce)}>
          Show {Math.min(rest, atOnce).toLocaleString('en')} more of {steps.length.toLocaleString('en')}
        </Button>
      )}
    </>
  );
}

/** More rounds than this are shown on request: all of a long run's at once would hold up the window. */
const atOnce = 100;

/** Drawn again only when its own round changed: a long run stays light. */
const StepItem = memo(function StepItem({ step, at, ...shown }: Shown & { step: Step; at: number | null }) {
  return (
    <li data-step={step.node}>
      <Disclosure
        label={<StepLine step={step} name={stepName(shown.drawing, step.node)} />}
        aside={<StepState step={step} at={at} />}
      >
        <StepDetails step={step} {...shown} />
      </Disclosure>
    </li>
  );
});

function StepLine({ step, name }: { step: Step; name: string }) {
  const isNamedWay = step.port !== null && step.port !== '' && step.port !== 'done';
  return (
    <span className={classes.stepLine}>
      <KindTile kind={step.kind} size={22} />
      <span className={classes.stepName}>{name}</span>
      {step.visit > 1 ? <span className={classes.quiet}>round {step.visit}</span> : null}
      {isNamedWay ? <span className={classes.quiet}>{wayOut(step.port ?? '')}</span> : null}
      {step.practice ? <span className={classes.quiet}>sample</span> : null}
      {handIn(step) === 'set' ? <span className={classes.quiet}>set by hand</span> : null}
    </span>
  );
}

function StepState({ step, at }: { step: Step; at: number | null }) {
  return (
    <span className={classes.stepState}>
      {step.attempts > 1 ? <span>{step.attempts} attempts</span> : null}
      <span className={classes.took}>
        {step.endedAt === null && at === null ? <SoFar since={step.startedAt} /> : took(step, at)}
      </span>
      <span className={classes.status}>
        <StatusBadge status={step.status} quiet />
      </span>
    </span>
  );
}

function SoFar({ since }: { since: string }) {
  return durationWords(useNow() - Date.parse(since));
}

function took(step: Step, at: number | null): string {
  const end = step.endedAt === null ? (at ?? 0) : Date.parse(step.endedAt);
  return durationWords(end - Date.parse(step.startedAt));
}
