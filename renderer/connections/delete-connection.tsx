import { Button, Group, Modal, Stack } from '@mantine/core';
import { useNames } from '../api/names.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import type { Connection } from './connection-words.ts';
import classes from './connections.module.css';
import { useDelete } from './leave.ts';

type Props = { connection: Connection; onClose: () => void; onDeleted: () => void };

/** Says what stops working before it does. */
export function DeleteConnection({ connection, onClose, onDeleted }: Props) {
  const { name, kind, usedBy, secrets } = connection;
  const names = useNames();
  const remove = useDelete(connection, onDeleted);
  const flows = [...new Set(usedBy.map(({ flow }) => flow))].map((flow) => ({
    flow,
    isLive: usedBy.some((use) => use.flow === flow && use.target === 'live'),
  }));
  return (
    <Modal opened onClose={onClose} title={`Delete “${name}”?`}>
      <Stack gap="sm">
        {flows.length === 0 ? (
          <p className={classes.line}>No flow uses it, so nothing stops working.</p>
        ) : (
          <>
            <p className={classes.line}>
              {flows.length === 1 ? 'This flow uses it' : `These ${flows.length} flows use it`} and will need
              another connection:
            </p>
            <ul className={classes.stops}>
              {flows.map(({ flow, isLive }) => (
                <li key={flow}>
                  <strong>{names.flow(flow)}</strong>
                  {isLive
                    ? ': live steps that use it fail until another one is chosen'
                    : ': its drafts answer from examples again'}
                </li>
              ))}
            </ul>
          </>
        )}
        {name === 'mail' && kind === 'smtp' ? (
          <p className={classes.line}>Messages about approvals are no longer sent by mail.</p>
        ) : null}
        {secrets.length === 0 ? null : (
          <p className={classes.quiet}>Its password or key is deleted with it and cannot be brought back.</p>
        )}
        {remove.error === null ? null : <ErrorNote error={remove.error} what="Nothing was deleted." />}
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" color="gray" data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button variant="filled" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {flows.length === 0 ? 'Delete' : 'Delete it all the same'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
