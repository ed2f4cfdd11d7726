import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { isConnectionKind } from '../../shared/connections/kinds.ts';
import type { ConnectionKind } from '../../shared/steps/kind.ts';
import { useAct, useCall } from '../api/use-call.ts';
import { ConnectionDialog } from '../flow-actions/connection-dialog.tsx';
import { announce } from '../ui/announce.tsx';
import { ErrorNote } from '../ui/error-state.tsx';

type Props = { flow: string; slot: string; kind: ConnectionKind; onClose: () => void };

/** Which connection of this machine a place of the flow goes through when it is live. */
export function ConnectionChoice({ flow, slot, kind, onClose }: Props) {
  const known = (useCall('connections.list', {}).data?.items ?? []).filter((one) => one.kind === kind);
  const bound = useCall('connections.bindings', { id: flow }).data?.items.find((one) => one.slot === slot);
  const bind = useAct('connections.bind');
  const [picked, setPicked] = useState<string | null>(null);
  const [isMaking, setIsMaking] = useState(false);
  const name = picked ?? bound?.live ?? null;

  if (isMaking && isConnectionKind(kind)) {
    return (
      <ConnectionDialog
        kind={kind}
        onClose={() => setIsMaking(false)}
        onMade={(made) => {
          setPicked(made);
          setIsMaking(false);
        }}
      />
    );
  }

  const choose = (): void =>
    bind.mutate(
      { id: flow, slot, name, target: 'live' },
      {
        onSuccess: () => {
          announce(`Live runs go through “${name}”.`);
          onClose();
        },
      },
    );

  return (
    <Modal opened onClose={onClose} title={`Connection needed: ${slot}`}>
      <Stack gap="md">
        <p style={{ margin: 0, color: 'var(--ink-2)' }}>
          {bound?.description ?? 'The flow names a place, and this machine says where it leads.'} Practice
          goes on as it is.
        </p>
        <Select
          label="Live runs go through"
          data={known.map((one) => one.name)}
          value={name}
          placeholder={known.length === 0 ? 'None of this kind yet' : 'Choose'}
          disabled={known.length === 0}
          onChange={setPicked}
        />
        {bind.error === null ? null : <ErrorNote error={bind.error} what="The connection stays as it was." />}
        <Group justify="space-between" gap="sm">
          {isConnectionKind(kind) ? (
            <Button onClick={() => setIsMaking(true)}>New connection…</Button>
          ) : (
            <span />
          )}
          <Group gap="sm">
            <Button variant="subtle" color="gray" onClick={onClose}>
              Close
            </Button>
            <Button variant="filled" disabled={name === null} loading={bind.isPending} onClick={choose}>
              Use it live
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}
