import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { roles, type Role } from '../../shared/api/rights.ts';
import { isLoopbackAddress, readHostAddress } from '../../shared/host-address.ts';
import { useAct, useCall } from '../api/use-call.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { addressProblem } from './address-problem.ts';
import { roleWords } from './role-words.ts';
import classes from './settings.module.css';

/** Asks whom, what they may do and where they reach this host, then shows the invitation this once. */
export function InvitePerson({ onClose }: { onClose: () => void }) {
  const workspace = useCall('workspace.get', {}).data;
  const host = useCall('host.get', {}).data;
  const [person, setPerson] = useState<string | null>(null);
  const [role, setRole] = useState<Role>('approver');
  const [typed, setTyped] = useState<string | null>(null);
  const make = useAct('invitations.create');
  const people = workspace?.people ?? [];
  const others = people.filter(({ id }) => id !== workspace?.me);
  const invited = person ?? others[0]?.id ?? workspace?.me ?? null;
  const address = typed ?? host?.url ?? '';
  const problem = address === '' ? null : addressProblem(address);

  if (make.data !== undefined)
    return (
      <Modal
        opened
        onClose={onClose}
        closeOnClickOutside={false}
        title={`Invitation for ${people.find(({ id }) => id === make.data.person)?.name ?? make.data.person}`}
      >
        <Stack gap="sm">
          <p className={classes.line}>
            Copy it now: it is shown this once. Send it on a way that only they read. They paste it in their
            Countersign under Settings, Hosts.
          </p>
          <Textarea
            label="Invitation"
            readOnly
            autosize
            minRows={3}
            maxRows={6}
            classNames={{ input: classes.token ?? '' }}
            value={make.data.invitation}
            onFocus={(event) => event.currentTarget.select()}
          />
          <p className={classes.line}>
            It works once and ends <TimeAgo at={make.data.expiresAt} />.
          </p>
          <Group justify="flex-end">
            <CopyButton text={make.data.invitation} label="Copy the invitation" />
            <Button variant="filled" onClick={onClose}>
              I have copied it
            </Button>
          </Group>
        </Stack>
      </Modal>
    );

  return (
    <Modal opened onClose={onClose} title="Invite a person">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (invited !== null && problem === null) make.mutate({ role, person: invited, address });
        }}
      >
        <Stack gap="sm">
          <p className={classes.line}>
            They work on this host from their own computer: their window shows it, and what waits for them
            pops up there.
          </p>
          <Select
            data-autofocus
            label="Who"
            description={
              others.length === 0
                ? 'Nobody else is here yet: add them under People and groups first.'
                : undefined
            }
            data={people.map((one) => ({ value: one.id, label: one.name }))}
            value={invited}
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
          <TextInput
            label="They reach this host at"
            description={
              problem === null && address !== '' && isLoopbackAddress(readHostAddress(address))
                ? 'Only this computer reaches this address. For another one use https://… or ssh://user@this-computer.'
                : 'As it is reached from their computer: https://… or ssh://user@this-computer.'
            }
            required
            withAsterisk={false}
            autoComplete="off"
            spellCheck={false}
            value={address}
            error={problem}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {make.error === null ? null : <ErrorNote error={make.error} what="No invitation was made." />}
          <Group justify="flex-end" gap="sm">
            <Button variant="subtle" color="gray" onClick={onClose}>
              Close
            </Button>
            <Button
              type="submit"
              variant="filled"
              loading={make.isPending}
              disabled={invited === null || address === '' || problem !== null}
            >
              Make the invitation
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
