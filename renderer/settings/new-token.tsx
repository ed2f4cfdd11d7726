import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { roles, type Role } from '../../shared/api/rights.ts';
import { useAct, useCall } from '../api/use-call.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { roleWords } from './role-words.ts';
import classes from './settings.module.css';

/** Asks for whom and what it may do, then shows the token this once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const workspace = useCall('workspace.get', {}).data;
  const [role, setRole] = useState<Role>('approver');
  const [person, setPerson] = useState<string | null>(null);
  const [name, setName] = useState('');
  const make = useAct('tokens.create');
  const people = workspace?.people ?? [];
  const speaksAs = person ?? workspace?.me ?? null;

  if (make.data !== undefined)
    return (
      <Modal opened onClose={onClose} closeOnClickOutside={false} title={`The token “${make.data.name}”`}>
        <Stack gap="sm">
          <p className={classes.line}>
            Copy it now: it is shown this once and kept nowhere. Whoever has it may do what it says, as{' '}
            {people.find(({ id }) => id === make.data.person)?.name ?? make.data.person}.
          </p>
          <TextInput
            label="Token"
            readOnly
            classNames={{ input: classes.token ?? '' }}
            value={make.data.token}
            onFocus={(event) => event.currentTarget.select()}
            rightSection={<CopyButton text={make.data.token} label="Copy it" />}
          />
          <Group justify="flex-end">
            <Button variant="filled" onClick={onClose}>
              I have copied it
            </Button>
          </Group>
        </Stack>
      </Modal>
    );

  return (
    <Modal opened onClose={onClose} title="New token">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (speaksAs === null) return;
          make.mutate({ role, person: speaksAs, ...(name.trim() === '' ? {} : { name: name.trim() }) });
        }}
      >
        <Stack gap="sm">
          <TextInput
            data-autofocus
            label="Name"
            description="What it is for, so that you know it again."
            placeholder="Jon’s phone"
            maxLength={200}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="Speaks as"
            description="The journal writes down what is done with it under this name."
            data={people.map((one) => ({ value: one.id, label: one.name }))}
            value={speaksAs}
            allowDeselect={false}
            searchable={people.length > 8}
            onChange={setPerson}
          />
          <Select
            label="May"
            description={roleWords[role].may}
            data={roles.map((one) => ({ value: one, label: roleWords[one].title }))}
            value={role}
            allowDeselect={false}
            onChange={(picked) => setRole(roles.find((one) => one === picked) ?? 'viewer')}
          />
          {make.error === null ? null : <ErrorNote error={make.error} what="No token was made." />}
          <Group justify="flex-end" gap="sm">
            <Button variant="subtle" color="gray" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" variant="filled" loading={make.isPending}>
              Make the token
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
