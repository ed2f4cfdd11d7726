import { Button, Group, Modal, Radio, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { newRequestId, useAct, useCall } from '../api/use-call.ts';
import { announce } from '../ui/announce.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import type { Run } from '../run-parts/run-words.ts';

type Props = { run: Run; step: (node: string) => string; onClose: () => void };

/** Goes on from a step: everything before it keeps what it gave. On the run's own version, or on the live one. */
export function RetryDialog({ run, step, onClose }: Props) {
  const retry = useAct('runs.retry');
  const live = useCall('flows.list', {}).data?.items.find(({ id }) => id === run.flow)?.live ?? null;
  const failed = run.outcome?.node ?? run.steps.findLast(({ status }) => status === 'failed')?.node ?? null;
  const [from, setFrom] = useState<string | null>(failed);
  const [isOnLive, setIsOnLive] = useState(false);
  const isLiveOther = run.version !== null && live !== null && live !== run.version;
  const nodes = [
    ...new Set(run.steps.filter(({ from: before }) => before.length > 0).map(({ node }) => node)),
  ];

  const press = (): void =>
    retry.mutate(
      {
        id: run.id,
        requestId: newRequestId(),
        ...(from === null ? {} : { from }),
        ...(isOnLive && live !== null ? { version: live } : {}),
      },
      {
        onSuccess: () => {
          announce('The run goes on.');
          onClose();
        },
      },
    );

  return (
    <Modal opened onClose={onClose} title="Try this run again">
      <Stack gap="md">
        <Select
          label="From"
          description="Earlier steps keep what they gave and are not done again."
          data={nodes.map((node) => ({ value: node, label: step(node) }))}
          value={from}
          onChange={setFrom}
          allowDeselect={false}
        />
        {isLiveOther ? (
          <Radio.Group
            label="On"
            value={isOnLive ? 'live' : 'same'}
            onChange={(value) => setIsOnLive(value === 'live')}
          >
            <Stack gap="xs" mt={4}>
              <Radio value="same" label={`v${run.version}, as it was started`} />
              <Radio value="live" label={`v${live}, which is live now`} />
            </Stack>
          </Radio.Group>
        ) : null}
        {retry.error === null ? null : <ErrorNote error={retry.error} what="It stays as it is." />}
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" color="gray" onClick={onClose}>
            Close
          </Button>
          <Button variant="filled" loading={retry.isPending} onClick={press}>
            Try again
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
