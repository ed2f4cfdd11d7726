import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { AppError } from '../../../shared/errors.ts';
import { diffFlows } from '../../../shared/flow/diff.ts';
import { printFlow } from '../../../shared/flow/print.ts';
import { runExamples } from '../../../shared/run/run-examples.ts';
import { useClient } from '../../api/api-provider.tsx';
import { useCall } from '../../api/use-call.ts';
import { handoverState } from '../../flow-actions/run-handover.ts';
import { Changes } from '../../release/changes.tsx';
import { Part } from '../../release/part.tsx';
import type { Run } from '../../run-parts/run-words.ts';
import { announce } from '../../ui/announce.tsx';
import { codeOf } from '../../ui/error-words.ts';
import { ErrorNote } from '../../ui/error-state.tsx';
import { BlockSkeleton } from '../../ui/skeletons.tsx';

type Props = { run: Run; flowName: string; onClose: () => void };

/**
 * Opens what ran in the designer, with the run's values as examples. Where the draft has gone on since, a person says
 * what becomes of it: a draft is never overwritten by itself.
 */
export function OpenDraftDialog({ run, flowName, onClose }: Props) {
  const [, go] = useLocation();
  const client = useClient();
  const ran = useCall('runs.drawing', { id: run.id });
  const draft = useCall('flows.get', { id: run.flow });
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const drawing = ran.data?.drawing;
  const changes = useMemo(
    () =>
      drawing === undefined || draft.data === undefined
        ? null
        : diffFlows(drawing, draft.data.drawing).filter(({ area }) => area !== 'layout' && area !== 'text'),
    [drawing, draft.data],
  );
  const isGone = codeOf(draft.error) === 'not_found';
  const error = ran.error ?? (isGone ? null : draft.error) ?? failure;

  const open = (flow: string, replace: boolean): void =>
    go(`/flows/${flow}/edit`, { state: handoverState({ run: run.id, replace }) });

  async function copy(): Promise<void> {
    if (drawing === undefined) return;
    setIsBusy(true);
    try {
      const made = runExamples({ ...drawing, name: `${flowName}, as it ran` }, run.steps);
      const id = await importAs(printFlow(made.drawing), `${run.flow}-as-it-ran`);
      announce('The copy has the run’s values as its examples. The draft is as it was.');
      go(`/flows/${id}/edit`);
    } catch (caught) {
      setFailure(caught);
      setIsBusy(false);
    }
  }

  /** Under the first name that is free. */
  async function importAs(text: string, base: string): Promise<string> {
    for (let count = 1; ; count += 1) {
      try {
        return (await client('flows.import', { text, as: count === 1 ? base : `${base}-${count}` })).id;
      } catch (caught) {
        if (!(caught instanceof AppError) || caught.code !== 'conflict' || count > 20) throw caught;
      }
    }
  }

  const isSame = changes !== null && changes.length === 0;
  return (
    <Modal opened onClose={onClose} title="Open this run as a draft" size="lg">
      <Stack gap="md">
        {error !== null ? (
          <ErrorNote error={error} what="The run cannot be opened as a draft." />
        ) : drawing === undefined || (changes === null && !isGone) ? (
          <BlockSkeleton lines={4} />
        ) : isGone ? (
          <p style={{ margin: 0 }}>The flow has been deleted since. A copy of what ran can be made.</p>
        ) : isSame ? (
          <p style={{ margin: 0 }}>
            The draft is still what ran. Its steps get the run’s values as their examples; passwords and keys
            stay behind.
          </p>
        ) : (
          <>
            <p style={{ margin: 0 }}>
              The draft has gone on since this run. Either way the steps get the run’s values as their
              examples; passwords and keys stay behind.
            </p>
            <Part title="What the draft has that the run had not">
              <Changes before={drawing} after={draft.data?.drawing ?? drawing} changes={changes ?? []} />
            </Part>
          </>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" color="gray" onClick={onClose}>
            Leave it
          </Button>
          {drawing === undefined || error !== null ? null : isSame ? (
            <Button variant="filled" onClick={() => open(run.flow, false)}>
              Open the draft
            </Button>
          ) : (
            <>
              {isGone || changes === null ? null : (
                <Button onClick={() => open(run.flow, true)}>Replace the draft (undo brings it back)</Button>
              )}
              <Button variant="filled" loading={isBusy} onClick={() => void copy()}>
                Make a copy of the flow
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
