import { Select } from '@mantine/core';
import { useState } from 'react';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { newRequestId, useAct, useCall } from '../../api/use-call.ts';
import { stepName } from '../../steps/step-words.ts';
import { announce } from '../../ui/announce.tsx';
import type { Run } from '../../run-parts/run-words.ts';
import { RepairDialog } from './repair-dialog.tsx';
import { isFailure, redoneWords, roundToRepair } from './repair-words.ts';
import classes from './repair.module.css';
import { VersionChoice } from './version-choice.tsx';

type Props = {
  run: Run;
  drawing: Drawing | undefined;
  /** Null: the step that failed. */
  from: string | null;
  onClose: () => void;
  /** The run goes on. */
  onDone: () => void;
};

/** Goes on from a step: everything before it keeps what it gave. On the version it runs on, or on another one. */
export function RetryDialog({ run, drawing, from: asked, onClose, onDone }: Props) {
  const retry = useAct('runs.retry');
  const failed = run.outcome?.node ?? run.steps.findLast(isFailure)?.node ?? null;
  const [from, setFrom] = useState<string | null>(asked ?? failed);
  const [version, setVersion] = useState<number | null>(null);
  const nodes = [...new Set(run.steps.map(({ node }) => node))].filter(
    (node) => roundToRepair(run, node) !== undefined,
  );
  const round = from === null ? undefined : roundToRepair(run, from);
  const redone = round === undefined ? null : redoneWords(run, drawing, round);
  const other = useCall(
    'runs.drawing',
    { id: run.id, ...(version === null ? {} : { version }) },
    { enabled: version !== null },
  ).data?.drawing;
  const isMissing =
    version !== null && from !== null && other !== undefined && other.nodes[from] === undefined;

  const onVersion = version ?? run.version;

  const press = (): void =>
    void retry
      .mutateAsync({
        id: run.id,
        requestId: newRequestId(),
        ...(from === null ? {} : { from }),
        ...(version === null ? {} : { version }),
      })
      .then(
        () => {
          announce('The run goes on.');
          onDone();
        },
        // The dialog tells it.
        () => undefined,
      );

  return (
    <RepairDialog
      title="Try this run again"
      verb={onVersion === null ? 'Try again' : `Try again on v${onVersion}`}
      isReady={!isMissing}
      isSending={retry.isPending}
      error={retry.error}
      onPress={press}
      onClose={onClose}
    >
      <Select
        label="From"
        description="Earlier steps keep what they gave and are not done again."
        data={nodes.map((node) => ({ value: node, label: stepName(drawing, node) }))}
        value={from}
        onChange={setFrom}
        allowDeselect={false}
        error={
          isMissing
            ? `v${version} has no step “${stepName(drawing, from)}”: choose another version or step.`
            : null
        }
      />
      {redone === null ? null : <p className={classes.words}>{redone}</p>}
      <VersionChoice run={run} value={version} onChange={setVersion} />
    </RepairDialog>
  );
}
