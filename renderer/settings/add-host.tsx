import { Button, Group, Modal, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { InputOf } from '../../shared/api/contract.ts';
import { AppError } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import { useAct } from '../api/use-call.ts';
import { announce } from '../ui/announce.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { addressProblem } from './address-problem.ts';
import classes from './hosts.module.css';
import { invited } from './invited.ts';
import { SshFields, type SshChoice } from './ssh-fields.tsx';

type Way = 'invitation' | 'token';

/** Adds a host by a pasted invitation, or by its address and a token. A server's SSH key is compared before anything is sent. */
export function AddHost({ onClose }: { onClose: () => void }) {
  const attach = useAct('desktop.attach');
  const [way, setWay] = useState<Way>('invitation');
  const [text, setText] = useState('');
  const [address, setAddress] = useState('');
  const [token, setToken] = useState('');
  const [ssh, setSsh] = useState<SshChoice>({});
  const invitation = way === 'invitation' ? invited(text) : null;
  const typed = way === 'token' ? address : (invitation?.address ?? '');
  const problem = way === 'token' && address !== '' ? addressProblem(address) : null;
  const isSsh = typed.trim().toLowerCase().startsWith('ssh://');
  const hostKey = unknownKey(attach.error);
  const isNamed =
    way === 'invitation'
      ? invitation?.ok === true
      : address !== '' && problem === null && token.trim().length >= 16;
  const isReady = isNamed && !(isSsh && ssh.keyFile === '');

  const send = (trusted?: string): void => {
    const login = { ...ssh, ...(trusted === undefined ? {} : { hostKey: trusted }) };
    const input: InputOf<'desktop.attach'> = {
      ...(way === 'invitation' ? { invitation: text } : { address, token: token.trim() }),
      ...(isSsh ? { ssh: login } : {}),
    };
    attach.mutate(input, {
      onSuccess: ({ name, person }) => {
        announce(`“${name}” is added: you are ${person} there.`);
        onClose();
      },
    });
  };

  return (
    <Modal opened onClose={onClose} title="Add a host" closeOnClickOutside={false}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) send();
        }}
      >
        <Stack gap="sm">
          <SegmentedControl
            aria-label="What you have"
            fullWidth
            value={way}
            onChange={(picked) => {
              setWay(picked === 'token' ? 'token' : 'invitation');
              attach.reset();
            }}
            data={[
              { value: 'invitation', label: 'An invitation' },
              { value: 'token', label: 'Address and token' },
            ]}
          />
          {way === 'invitation' ? (
            <Textarea
              data-autofocus
              label="Invitation"
              description="The whole text that somebody sent you. It works once."
              placeholder="countersign-invite:…"
              autosize
              minRows={3}
              maxRows={6}
              spellCheck={false}
              value={text}
              error={text.trim() === '' || invitation?.ok === true ? null : invitation?.words}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          ) : (
            <>
              <TextInput
                data-autofocus
                label="Address"
                placeholder="https://countersign.example.com or ssh://user@server"
                autoComplete="off"
                spellCheck={false}
                value={address}
                error={problem}
                onChange={(event) => setAddress(event.currentTarget.value)}
              />
              <TextInput
                label="Token"
                description="Made there under Settings, Tokens. It is kept encrypted on this computer."
                type="password"
                autoComplete="off"
                value={token}
                onChange={(event) => setToken(event.currentTarget.value)}
              />
            </>
          )}
          {invitation?.ok === true ? <p className={classes.hint}>{invitation.words}</p> : null}
          {isSsh ? <SshFields choice={ssh} onChange={setSsh} /> : null}
          {hostKey === null ? (
            attach.error === null ? null : (
              <ErrorNote error={attach.error} what="The host was not added." />
            )
          ) : (
            <p role="alert" className={classes.key}>
              This server is not known yet, and nothing was sent to it. Its key is <code>{hostKey}</code>.
              Compare it with what whoever runs the server says.
            </p>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="subtle" color="gray" onClick={onClose}>
              Close
            </Button>
            {hostKey === null ? (
              <Button type="submit" variant="filled" loading={attach.isPending} disabled={!isReady}>
                {way === 'invitation' ? 'Join' : 'Add the host'}
              </Button>
            ) : (
              <Button variant="filled" loading={attach.isPending} onClick={() => send(hostKey)}>
                This is its key
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What an unknown server showed, to be compared and pinned. */
function unknownKey(error: unknown): string | null {
  const [first] = error instanceof AppError ? (error.details ?? []) : [];
  if (!isJsonObject(first) || first['code'] !== 'host_key_missing') return null;
  return typeof first['hostKey'] === 'string' ? first['hostKey'] : null;
}
