import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { connectionKinds, type UsableConnectionKind } from '../../shared/connections/kinds.ts';
import { useAct, useCall } from '../api/use-call.ts';
import { freeName } from '../steps/names.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import classes from './connection/connection.module.css';
import { ConnectionFields } from './connection/connection-fields.tsx';
import type { ModelPlace } from './connection/model-form.tsx';
import { TestNote } from './connection/test-note.tsx';
import { filledIn, useTypedConnection } from './connection/typed-connection.ts';
import { useModelHere } from './connection/use-model-here.ts';
import { useTry } from './connection/use-try.ts';

type Props = {
  kind: UsableConnectionKind;
  onClose: () => void;
  onMade: (name: string) => void;
  /** For a step that waits for it, or only to have it. */
  purpose?: 'use' | 'have';
  /** “Not now”, where that means more than closing. */
  onLater?: () => void;
};

/** A new connection of this machine, tried before it is made. Secrets go in and never come back. */
export function ConnectionDialog({ kind, onClose, onMade, purpose = 'use', onLater = onClose }: Props) {
  const spec = connectionKinds[kind];
  const known = useCall('connections.list', {}).data?.items ?? [];
  const typed = useTypedConnection(kind);
  const [name, setName] = useState<string | null>(null);
  const [place, setPlace] = useState<ModelPlace>('here');
  const here = useModelHere(kind === 'llm');
  const make = useAct('connections.create');
  const test = useTry(typed.change);

  const taken = known.map((one) => one.name);
  const called = name ?? freeName(spec.usualName, taken, '-');
  const isLater = kind === 'llm' && place === 'later';
  const proposed = kind === 'llm' && place === 'here' ? here.proposed : {};
  const fields = () => filledIn(typed, proposed);
  const tryIt = (more: Record<string, string> = {}, change = typed.change): void => {
    const { settings, secrets } = fields();
    test.start({ kind, settings: { ...settings, ...more }, secrets }, change);
  };
  const { result, fault } = test;
  const submit = (): void => {
    if (isLater) return onLater();
    make.mutate({ name: called, kind, ...fields() }, { onSuccess: (made) => onMade(made.name) });
  };

  return (
    <Modal opened onClose={onClose} title={`New connection: ${spec.title}`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // A form inside the panel's column: the press belongs to this dialog alone.
          event.stopPropagation();
          submit();
        }}
      >
        <Stack gap="sm">
          <p className={classes.lead}>{spec.summary}</p>
          <ConnectionFields
            typed={typed}
            place={place}
            onPlace={setPlace}
            here={here}
            models={result?.models ?? []}
            mayWait={purpose === 'use'}
          />
          {isLater ? null : (
            <TextInput
              label="Name on this machine"
              withAsterisk
              value={called}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          {result === undefined ? null : (
            <TestNote
              result={result}
              pinned={typed.settings['hostKey'] ?? ''}
              onPin={(hostKey) => {
                typed.setting('hostKey', hostKey);
                tryIt({ hostKey }, typed.change + 1);
              }}
            />
          )}
          {fault === null ? null : <ErrorNote error={fault} what="It could not be tested." />}
          {make.error === null ? null : <ErrorNote error={make.error} what="The connection was not made." />}
          <Group justify="flex-end" gap="sm">
            <Button variant="subtle" color="gray" onClick={onClose}>
              Close
            </Button>
            {isLater ? null : (
              <Button loading={test.isPending} onClick={() => tryIt()}>
                Test
              </Button>
            )}
            <Button type="submit" variant="filled" loading={make.isPending}>
              {isLater ? 'Keep practising' : purpose === 'use' ? 'Make and use it' : 'Make it'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
