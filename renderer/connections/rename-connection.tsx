import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useRename } from './leave.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import classes from './connections.module.css';

type Props = { name: string; onClose: () => void; onRenamed: (to: string) => void };

export function RenameConnection({ name, onClose, onRenamed }: Props) {
  const [to, setTo] = useState(name);
  const rename = useRename(name, onRenamed);
  return (
    <Modal opened onClose={onClose} title={`Rename “${name}”`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (to === name) onClose();
          else rename.mutate(to);
        }}
      >
        <Stack gap="sm">
          <TextInput
            data-autofocus
            label="Name on this machine"
            description="Letters, digits, dots and dashes."
            autoComplete="off"
            spellCheck={false}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <p className={classes.quiet}>Flows that use it go on using it; its password or key stays.</p>
          {rename.error === null ? null : <ErrorNote error={rename.error} what="It keeps its name." />}
          <Group justify="flex-end" gap="sm">
            <Button variant="subtle" color="gray" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" variant="filled" loading={rename.isPending}>
              Rename
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
