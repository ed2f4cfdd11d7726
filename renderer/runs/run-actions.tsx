import { Button } from '@mantine/core';
import { IconBan, IconRefresh, IconRepeat } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { useMay } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { briefOfFlow } from '../flow-actions/flow-brief.ts';
import { RunDialog } from '../flow-actions/run-dialog.tsx';
import { CancelDialog } from '../run-parts/cancel-dialog.tsx';
import { RetryDialog } from './repair/retry-dialog.tsx';
import type { Run } from '../run-parts/run-words.ts';

/** What can be done with the run as it stands now. */
export function RunActions({ run, drawing }: { run: Run; drawing: Drawing | undefined }) {
  const mayRun = useMay('run');
  const [, go] = useLocation();
  const [open, setOpen] = useState<'cancel' | 'retry' | 'again' | null>(null);
  const flow = useCall('flows.get', { id: run.flow }, { enabled: run.endedAt !== null });
  const close = (): void => setOpen(null);
  if (!mayRun) return null;
  return (
    <>
      {run.status === 'failed' ? (
        <Button variant="filled" leftSection={<IconRefresh size={16} />} onClick={() => setOpen('retry')}>
          Try again…
        </Button>
      ) : null}
      {flow.data === undefined || run.endedAt === null ? null : (
        <Button leftSection={<IconRepeat size={16} />} onClick={() => setOpen('again')}>
          Run again…
        </Button>
      )}
      {run.endedAt === null ? (
        <Button color="red" leftSection={<IconBan size={16} />} onClick={() => setOpen('cancel')}>
          Cancel the run…
        </Button>
      ) : null}
      {open === 'cancel' && run.endedAt === null ? <CancelDialog run={run} onClose={close} /> : null}
      {open === 'retry' && run.status === 'failed' ? (
        <RetryDialog run={run} drawing={drawing} from={null} onClose={close} onDone={close} />
      ) : null}
      {open === 'again' && flow.data !== undefined ? (
        <RunDialog
          flow={briefOfFlow(flow.data)}
          target={run.target === 'draft' || flow.data.live === null ? 'draft' : 'live'}
          again={{ node: run.trigger.node, payload: run.trigger.payload }}
          onClose={close}
          onStarted={(id) => {
            close();
            go(`/runs/${id}`);
          }}
        />
      ) : null}
    </>
  );
}
