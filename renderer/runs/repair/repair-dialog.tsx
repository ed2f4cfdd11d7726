import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNote } from '../../ui/error-state.tsx';
import classes from './repair.module.css';

type Props = {
  title: string;
  children: ReactNode;
  /** The verb on the button. */
  verb: string;
  isReady?: boolean;
  isSending: boolean;
  error: unknown;
  onPress: () => void;
  onClose: () => void;
};

/** A question before a failed run goes on. What is refused is said here, and the run stays as it is. */
export function RepairDialog(props: Props) {
  const { title, children, verb, isReady = true, isSending, error, onPress, onClose } = props;
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <Stack gap="md">
        {children}
        {error === null ? null : <ErrorNote error={error} what="The run stays as it is." />}
        <Group justify="flex-end" gap="sm" className={classes.foot}>
          <Button variant="subtle" color="gray" onClick={onClose}>
            Close
          </Button>
          <Button variant="filled" disabled={!isReady} loading={isSending} onClick={onPress}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
