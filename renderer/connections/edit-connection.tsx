import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { connectionKinds, type UsableConnectionKind } from '../../shared/connections/kinds.ts';
import { useAct } from '../api/use-call.ts';
import { ConnectionFields } from '../flow-actions/connection/connection-fields.tsx';
import type { ModelPlace } from '../flow-actions/connection/model-form.tsx';
import { TestNote } from '../flow-actions/connection/test-note.tsx';
import { changesOf, useTypedConnection } from '../flow-actions/connection/typed-connection.ts';
import { useModelHere } from '../flow-actions/connection/use-model-here.ts';
import { useTry } from '../flow-actions/connection/use-try.ts';
import { announce } from '../ui/announce.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import type { Connection } from './connection-words.ts';
import classes from './connections.module.css';

type Props = { connection: Connection; kind: UsableConnectionKind; onClose: () => void };

/** Changes what is kept; secrets that are not typed anew stay, and can be tested without being seen. */
export function EditConnection({ connection, kind, onClose }: Props) {
  const { name } = connection;
  const typed = useTypedConnection(kind, connection);
  const [place, setPlace] = useState<ModelPlace>(() => placeOf(connection));
  const here = useModelHere(kind === 'llm');
  const save = useAct('connections.save');
  const test = useTry(typed.change);
  const changes = () => changesOf(typed, connection, kind === 'llm' && place === 'here' ? here.proposed : {});
  const tryIt = (more: Record<string, string> = {}, change = typed.change): void => {
    const { settings, secrets } = changes();
    test.start({ kind, name, settings: { ...settings, ...more }, secrets }, change);
  };

  return (
    <Modal opened onClose={onClose} title={`Change “${name}”`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(
            { name, ...changes() },
            {
              onSuccess: () => {
                announce(`“${name}” is changed. Test it once more.`);
                onClose();
              },
            },
          );
        }}
      >
        <Stack gap="sm">
          <p className={classes.quiet}>{connectionKinds[kind].summary}</p>
          <ConnectionFields
            typed={typed}
            place={place}
            onPlace={setPlace}
            here={here}
            models={test.result?.models ?? []}
            mayWait={false}
          />
          {test.result === undefined ? null : (
            <TestNote
              result={test.result}
              pinned={typed.settings['hostKey'] ?? ''}
              onPin={(hostKey) => {
                typed.setting('hostKey', hostKey);
                tryIt({ hostKey }, typed.change + 1);
              }}
            />
          )}
          {test.fault === null ? null : <ErrorNote error={test.fault} what="It could not be tested." />}
          {save.error === null ? null : <ErrorNote error={save.error} what="Nothing was changed." />}
          <Group justify="flex-end" gap="sm">
            <Button variant="subtle" color="gray" onClick={onClose}>
              Close
            </Button>
            <Button loading={test.isPending} onClick={() => tryIt()}>
              Test
            </Button>
            <Button type="submit" variant="filled" loading={save.isPending}>
              Save the changes
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function placeOf({ settings }: Connection): ModelPlace {
  const host = URL.parse(settings['baseUrl'] ?? '')?.hostname ?? '';
  return ['localhost', '127.0.0.1', '[::1]'].includes(host) ? 'here' : 'provider';
}
