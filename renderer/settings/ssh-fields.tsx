import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { InputOf } from '../../shared/api/contract.ts';
import { shownHost } from '../api/shown-host.ts';
import { useCall } from '../api/use-call.ts';

export type SshChoice = NonNullable<InputOf<'desktop.attach'>['ssh']>;

const agent = 'agent';
const key = 'key';
const stored = 'stored:';

/** How to log in to the server behind an ssh:// address. Connections are this computer's own, so only its page offers them. */
export function SshFields({
  choice,
  onChange,
}: {
  choice: SshChoice;
  onChange: (choice: SshChoice) => void;
}) {
  const [way, setWay] = useState(agent);
  const connections = useCall('connections.list', {}, { enabled: shownHost() === null }).data?.items ?? [];
  const servers = connections.filter(({ kind }) => kind === 'ssh');
  return (
    <>
      <Select
        label="Log in to the server with"
        value={way}
        allowDeselect={false}
        data={[
          { value: agent, label: 'The SSH agent of this computer' },
          { value: key, label: 'A key file' },
          ...servers.map(({ name }) => ({ value: `${stored}${name}`, label: `The connection “${name}”` })),
        ]}
        onChange={(picked) => {
          const next = picked ?? agent;
          setWay(next);
          onChange(
            next === key
              ? { keyFile: '' }
              : next.startsWith(stored)
                ? { connection: next.slice(stored.length) }
                : {},
          );
        }}
      />
      {way === key ? (
        <>
          <TextInput
            label="Key file"
            placeholder="~/.ssh/id_ed25519"
            autoComplete="off"
            spellCheck={false}
            value={choice.keyFile ?? ''}
            onChange={(event) => onChange({ ...choice, keyFile: event.currentTarget.value })}
          />
          <TextInput
            label="Its passphrase"
            description="Leave it empty where the key has none. It is kept encrypted on this computer."
            type="password"
            autoComplete="off"
            value={choice.passphrase ?? ''}
            onChange={(event) => onChange({ ...choice, passphrase: event.currentTarget.value })}
          />
        </>
      ) : null}
    </>
  );
}
