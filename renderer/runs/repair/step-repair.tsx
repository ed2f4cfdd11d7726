import { Button } from '@mantine/core';
import { IconArrowForwardUp, IconPencil, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { refuseHand } from '../../../shared/run/given-output.ts';
import { useMay } from '../../api/names.ts';
import type { Run } from '../../run-parts/run-words.ts';
import { isFailure, roundToRepair } from './repair-words.ts';
import { RetryDialog } from './retry-dialog.tsx';
import { SetOutputDialog } from './set-output-dialog.tsx';
import { SkipDialog } from './skip-dialog.tsx';
import classes from './repair.module.css';

type Props = {
  /** As it stands now: nothing is repaired in the past. */
  run: Run;
  node: string;
  /** The round that is looked at; null: the latest. */
  visit: number | null;
  drawing: Drawing;
  /** The run goes on: what becomes of the step is its next round. */
  onDone: () => void;
};

/** How a failed run can go on from this step. */
export function StepRepair({ run, node, visit, drawing, onDone }: Props) {
  const mayRun = useMay('run');
  const mayRepair = useMay('repair');
  const [open, setOpen] = useState<'retry' | 'edit' | 'skip' | null>(null);
  const round = roundToRepair(run, node);
  if (round === undefined || !mayRun || (visit !== null && visit !== round.visit)) return null;
  const close = (): void => setOpen(null);
  const asked = {
    run,
    drawing,
    onClose: close,
    onDone: () => {
      close();
      onDone();
    },
  };
  const isDrawn = drawing.nodes[node] !== undefined;
  const maySet = mayRepair && isDrawn && refuseHand(round.kind, 'edit') === null;
  const maySkip = mayRepair && isDrawn && isFailure(round) && refuseHand(round.kind, 'skip') === null;
  return (
    <div className={classes.presses} role="group" aria-label="Repair">
      <Button size="compact-sm" leftSection={<IconRefresh size={14} />} onClick={() => setOpen('retry')}>
        Try again from here…
      </Button>
      {maySet ? (
        <Button size="compact-sm" leftSection={<IconPencil size={14} />} onClick={() => setOpen('edit')}>
          Set the output and go on…
        </Button>
      ) : null}
      {maySkip ? (
        <Button
          size="compact-sm"
          leftSection={<IconArrowForwardUp size={14} />}
          onClick={() => setOpen('skip')}
        >
          Skip this step…
        </Button>
      ) : null}
      {round.kind === 'approval' ? (
        <p className={classes.reason}>A decision cannot be set or skipped. Trying again asks once more.</p>
      ) : null}
      {open === 'retry' ? <RetryDialog {...asked} from={node} /> : null}
      {open === 'edit' ? <SetOutputDialog {...asked} round={round} /> : null}
      {open === 'skip' ? <SkipDialog {...asked} round={round} /> : null}
    </div>
  );
}
