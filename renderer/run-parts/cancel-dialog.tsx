import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { newRequestId, useAct } from '../api/use-call.ts';
import { announce } from '../ui/announce.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import type { Run } from './run-words.ts';

/** Cancelling cannot be taken back, so it says what stays and asks why. */
export function CancelDialog({ run, onClose }: { run: Pick<Run, 'id'>; onClose: () => void }) {
  const cancel = useAct('runs.cancel');
  const [reason, setReason] = useState('');
  const press = (): void =>
    cancel.mutate(
      { id: run.id, requestId: newRequestId(), ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
      {
        onSuccess: () => {
          announce('The run was cancelled.');
          onClose();
        },
      },
    );
  return (
    <Modal opened onClose={onClose} title="Cancel this run?">
      <Stack gap="md">
        <p style={{ margin: 0 }}>
          What has been done stays done. A step that has begun to change something finishes, and nothing
          follows from it. Cards of this run leave everybody’s inbox.
        </p>
        <TextInput
          label="Why"
          description="It stands in the story. Optional."
          value={reason}
          maxLength={2000}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {cancel.error === null ? null : <ErrorNote error={cancel.error} what="It was not cancelled." />}
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" color="gray" onClick={onClose}>
            Let it go on
          </Button>
          <Button variant="filled" color="red" loading={cancel.isPending} onClick={press}>
            Cancel the run
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
