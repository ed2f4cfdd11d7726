import { ActionIcon, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import type { Names } from '../../api/names.ts';
import { KindTile } from '../../steps/kind-tile.tsx';
import { stepName } from '../../steps/step-words.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Run, Step } from '../../run-parts/run-words.ts';
import { StepDetails } from './step-details.tsx';
import classes from './step.module.css';

type Props = {
  /** The run at the moment that is looked at. */
  run: Run;
  node: string;
  /** null: the latest. */
  visit: number | null;
  drawing: Drawing | undefined;
  names: Names;
  onVisit: (visit: number) => void;
  onClose: () => void;
  /** What can be done about it. */
  children: ReactNode;
};

/** More rounds than this are chosen from a list. */
const mostSegments = 5;

/** One step of the run beside the drawing: what went in, what came out, why, and every attempt. */
export function StepPanel({ run, node, visit, drawing, names, onVisit, onClose, children }: Props) {
  const rounds = run.steps.filter((step) => step.node === node);
  const step = visit === null ? rounds.at(-1) : rounds.find((round) => round.visit === visit);
  const kind = step?.kind ?? drawing?.nodes[node]?.kind ?? 'unknown';
  const name = stepName(drawing, node);
  return (
    <section aria-label={`Step: ${name}`}>
      <div className={classes.panelHead}>
        <KindTile kind={kind} size={22} />
        <h2 className={classes.panelTitle} tabIndex={-1}>
          {name}
        </h2>
        {step === undefined ? null : <StatusBadge status={step.status} quiet />}
        <Tooltip label="Back to the story">
          <ActionIcon
            size={24}
            variant="subtle"
            color="gray"
            aria-label="Back to the story"
            onClick={onClose}
          >
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      {rounds.length > 1 ? <Rounds rounds={rounds} step={step} onVisit={onVisit} /> : null}
      {children}
      {step === undefined ? (
        <p className={classes.none}>
          {run.endedAt === null ? 'The run has not come here so far.' : 'The run did not come here.'}
        </p>
      ) : (
        <StepDetails key={step.visit} step={step} run={run.id} drawing={drawing} names={names} />
      )}
    </section>
  );
}

type RoundsProps = { rounds: readonly Step[]; step: Step | undefined; onVisit: (visit: number) => void };

function Rounds({ rounds, step, onVisit }: RoundsProps) {
  const data = rounds.map((round) => ({ value: String(round.visit), label: `Round ${round.visit}` }));
  const props = { data, value: String(step?.visit ?? ''), 'aria-label': 'Round', className: classes.rounds };
  return rounds.length > mostSegments ? (
    <Select {...props} allowDeselect={false} onChange={(value) => onVisit(Number(value))} />
  ) : (
    <SegmentedControl {...props} size="xs" onChange={(value) => onVisit(Number(value))} />
  );
}
