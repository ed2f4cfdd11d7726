import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { AppError } from '../../shared/errors.ts';
import { useClient } from '../api/api-provider.tsx';
import { useAct, useCall } from '../api/use-call.ts';
import type { FlowBrief } from '../flow-actions/flow-brief.ts';
import { announce } from '../ui/announce.tsx';
import { ErrorNote } from '../ui/error-state.tsx';

type Props = { flow: FlowBrief; version: number; onClose: () => void };

/** Makes a released version the draft again. What the draft had of its own is kept as a flow beside it unless refused. */
export function RestoreDialog({ flow, version, onClose }: Props) {
  const client = useClient();
  const draft = useCall('flows.get', { id: flow.id }).data;
  const newest = useCall('flows.diff', { id: flow.id, from: flow.latest ?? version, to: 'draft' }).data;
  const save = useAct('flows.save');
  const [keeps, setKeeps] = useState(true);
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isUnreleased = newest !== undefined && newest.from?.text !== newest.to.text;

  async function keepCopy(text: string): Promise<string> {
    for (let count = 1; ; count++) {
      const as = `${flow.id}-before-v${version}${count === 1 ? '' : `-${count}`}`;
      try {
        return (await client('flows.import', { text, as })).id;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'conflict' || count > 20) throw error;
      }
    }
  }

  async function restore(): Promise<void> {
    if (draft === undefined) return;
    setIsBusy(true);
    try {
      const copy = isUnreleased && keeps ? await keepCopy(draft.text) : null;
      const { text } = await client('flows.releaseOf', { id: flow.id, version });
      await save.mutateAsync({ id: flow.id, text, ifMatch: draft.etag });
      announce(
        copy === null
          ? `The draft is v${version} again.`
          : `The draft is v${version} again. What it was before is kept as “${copy}”.`,
      );
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={`Make v${version} the draft again?`}>
      <Stack gap="md">
        <p style={{ margin: 0 }}>
          {isUnreleased
            ? 'The draft has changes that no version has. Versions, and what is live, stay as they are.'
            : 'The draft is the same as the newest version, so nothing is lost. What is live stays as it is.'}
        </p>
        {isUnreleased ? (
          <Checkbox
            label="Keep the draft as it is now as a flow of its own"
            checked={keeps}
            onChange={(event) => setKeeps(event.currentTarget.checked)}
          />
        ) : null}
        {failure === null ? null : <ErrorNote error={failure} what="The draft stays as it was." />}
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" color="gray" onClick={onClose}>
            Keep it as it is
          </Button>
          <Button
            variant="filled"
            loading={isBusy}
            disabled={draft === undefined || newest === undefined}
            onClick={() => void restore()}
          >
            Restore v{version}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
