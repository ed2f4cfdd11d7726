import { listed } from '../../../shared/approval/words.ts';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { changesOutside } from '../../../shared/flow/outside.ts';
import { newRequestId, useAct } from '../../api/use-call.ts';
import { stepName } from '../../steps/step-words.ts';
import { announce } from '../../ui/announce.tsx';
import type { Run, Step } from '../../run-parts/run-words.ts';
import { RepairDialog } from './repair-dialog.tsx';
import { nextWords, readersOf } from './repair-words.ts';
import classes from './repair.module.css';

type Props = { run: Run; round: Step; drawing: Drawing; onClose: () => void; onDone: () => void };

/** A failed step is left out; what that means is said first. */
export function SkipDialog({ run, round, drawing, onClose, onDone }: Props) {
  const skip = useAct('runs.skip');
  const { node, visit } = round;
  const name = stepName(drawing, node);
  const drawn = drawing.nodes[node];
  const readers = readersOf(drawing, node).map((reader) => `“${stepName(drawing, reader)}”`);

  const press = (): void =>
    void skip.mutateAsync({ id: run.id, node, visit, requestId: newRequestId() }).then(
      () => {
        announce(`“${name}” was skipped. The run goes on.`);
        onDone();
      },
      // The dialog tells it.
      () => undefined,
    );

  return (
    <RepairDialog
      title={`Skip “${name}”?`}
      verb="Skip this step"
      isSending={skip.isPending}
      error={skip.error}
      onPress={press}
      onClose={onClose}
    >
      <ul className={classes.list}>
        <li>The run goes on without it, by its usual way. {nextWords(drawing, node, 'done')}</li>
        {drawn !== undefined && changesOutside(drawn) ? (
          <li>
            <strong>What it changes outside does not happen.</strong>
          </li>
        ) : null}
        <li>
          {readers.length === 0
            ? 'No other step reads what it gives.'
            : `What it gives is empty in ${listed(readers)}; a formula that needs it fails there.`}
        </li>
        <li>The story and the journal say that you skipped it.</li>
      </ul>
    </RepairDialog>
  );
}
