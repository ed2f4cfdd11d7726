import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useAct } from '../api/use-call.ts';
import { TestNote } from '../flow-actions/connection/test-note.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { Section } from '../ui/page.tsx';
import type { Connection } from './connection-words.ts';
import classes from './connections.module.css';
import { LastTest } from './last-test.tsx';

/** Really connects, as it is kept, and says what happened; a server's key can be pinned right there. */
export function TestPart({ connection, mayChange }: { connection: Connection; mayChange: boolean }) {
  const { name, lastTest } = connection;
  const test = useAct('connections.test');
  const save = useAct('connections.save');
  const start = (): void => test.mutate({ name });
  // What was said is about the connection as it was then.
  const result = lastTest === null ? undefined : test.data;
  return (
    <Section
      title="Does it work?"
      actions={
        mayChange ? (
          <Button
            leftSection={<IconPlugConnected size={15} aria-hidden="true" />}
            loading={test.isPending || save.isPending}
            onClick={start}
          >
            Test
          </Button>
        ) : null
      }
    >
      <p className={classes.line}>
        <LastTest test={lastTest} />
      </p>
      {result === undefined ? (
        lastTest === null ? (
          <p className={classes.quiet}>A test connects for real and changes nothing there.</p>
        ) : (
          <p className={classes.line}>{lastTest.message}</p>
        )
      ) : (
        <TestNote
          result={result}
          pinned={connection.settings['hostKey'] ?? ''}
          onPin={(hostKey) => save.mutate({ name, settings: { hostKey } }, { onSuccess: start })}
        />
      )}
      {test.error === null ? null : <ErrorNote error={test.error} what="It could not be tested." />}
      {save.error === null ? null : <ErrorNote error={save.error} what="The host key was not pinned." />}
    </Section>
  );
}
