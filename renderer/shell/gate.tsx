import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { AppError } from '../../shared/errors.ts';
import { useLiveState } from '../api/api-provider.tsx';
import { shownHost } from '../api/shown-host.ts';
import { useCall } from '../api/use-call.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Elsewhere } from './elsewhere.tsx';

/** Nothing of the window is shown to somebody who is not signed in, or while there is no host. */
export function Gate({ children }: { children: ReactNode }) {
  const session = useCall('session.get', {});
  const live = useLiveState();
  if (session.error !== null && session.data === undefined && shownHost() !== null)
    return <Elsewhere error={session.error} onRetry={() => void session.refetch()} />;
  if (session.error instanceof AppError && session.error.code === 'unauthenticated') return <SignedOut />;
  if (session.data !== undefined) return children;
  if (session.error === null) return null;
  return (
    <ErrorState
      isScreen
      error={session.error}
      what="Countersign cannot be reached"
      {...(live === 'lost'
        ? { means: 'Runs that wait are kept on the disk and go on when the host starts again.' }
        : {})}
      onRetry={() => void session.refetch()}
    />
  );
}

function SignedOut() {
  return (
    <EmptyState
      isScreen
      title="You are not signed in here"
      actions={
        <Button variant="filled" onClick={() => location.reload()}>
          Look again
        </Button>
      }
    >
      <p>
        The address that signs you in is printed when Countersign starts, and works once. Start it again with{' '}
        <code>npm start</code> or <code>npx countersign serve</code> and open the address it prints.
      </p>
    </EmptyState>
  );
}
