import { Button } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck, IconFingerprint } from '@tabler/icons-react';
import type { OutputOf } from '../../../shared/api/contract.ts';
import classes from './connection.module.css';

type Tested = OutputOf<'connections.try'>;
type Props = { result: Tested; pinned: string; onPin: (hostKey: string) => void };

/** In a long form the answer stands below what is seen. */
const bringIntoSight = (note: HTMLElement | null): void => note?.scrollIntoView({ block: 'nearest' });

/** What a test said, and what to do now. A host key that nobody has pinned is shown to be compared. */
export function TestNote({ result, pinned, onPin }: Props) {
  const { hostKey } = result;
  if (hostKey !== undefined && pinned === '') return <NewHostKey hostKey={hostKey} onPin={onPin} />;
  return (
    <div ref={bringIntoSight} role={result.ok ? 'status' : 'alert'}>
      <p className={result.ok ? classes.good : classes.bad}>
        {result.ok ? (
          <IconCircleCheck size={16} aria-hidden="true" />
        ) : (
          <IconAlertCircle size={16} aria-hidden="true" />
        )}
        <span>
          {hostKey === undefined ? null : <strong>The host key has changed. </strong>}
          {result.message} <span className={classes.fix}>{result.fix}</span>
        </span>
      </p>
    </div>
  );
}

function NewHostKey({ hostKey, onPin }: { hostKey: string; onPin: (hostKey: string) => void }) {
  return (
    <div ref={bringIntoSight} className={classes.note} role="status">
      <p>The server answers, and shows this host key:</p>
      <p className={classes.fingerprint}>{hostKey}</p>
      <p>
        Compare it with what the server’s keeper tells you (there, <code>ssh-keygen -lf</code> and the file of
        the key print it). Pinned, no other machine can answer in its place.
      </p>
      <Button
        size="compact-sm"
        leftSection={<IconFingerprint size={14} aria-hidden="true" />}
        onClick={() => onPin(hostKey)}
      >
        It is the same: pin it
      </Button>
    </div>
  );
}
