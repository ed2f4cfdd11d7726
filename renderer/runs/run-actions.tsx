import { Button } from '@mantine/core';
import { IconBan, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../api/names.ts';
import { CancelDialog } from '../run-parts/cancel-dialog.tsx';
import { RetryDialog } from './retry-dialog.tsx';
import type { Run } from '../run-parts/run-words.ts';

/** What can be done with the run as it stands now. */
export function RunActions({ run, step }: { run: Run; step: (node: string) => string }) {
  const mayRun = useMay('run');
  const [open, setOpen] = useState<'cancel' | 'retry' | null>(null);
  const close = (): void => setOpen(null);
  if (!mayRun) return null;
  return (
    <>
      {run.status === 'failed' ? (
        <Button variant="filled" leftSection={<IconRefresh size={16} />} onClick={() => setOpen('retry')}>
          Try again…
        </Button>
      ) : null}
      {run.endedAt === null ? (
        <Button color="red" leftSection={<IconBan size={16} />} onClick={() => setOpen('cancel')}>
          Cancel the run…
        </Button>
      ) : null}
      {open === 'cancel' && run.endedAt === null ? <CancelDialog run={run} onClose={close} /> : null}
      {open === 'retry' && run.status === 'failed' ? (
        <RetryDialog run={run} step={step} onClose={close} />
      ) : null}
    </>
  );
}
