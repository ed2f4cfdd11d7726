import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { AppError } from '../../shared/errors.ts';
import { useClient } from '../api/api-provider.tsx';
import { useMay } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { Editor } from './editor.tsx';
import { openSession, type Session } from './store/session.ts';

type Opened = { session: Session } | { error: unknown } | null;

/** The designer for one flow. */
export function EditorPage({ id }: { id: string }) {
  const [attempt, setAttempt] = useState(0);
  return <Opening key={attempt} id={id} onRetry={() => setAttempt((count) => count + 1)} />;
}

function Opening({ id, onRetry }: { id: string; onRetry: () => void }) {
  const client = useClient();
  const session = useCall('session.get', {});
  const mayAuthor = useMay('author');
  const flow = useCall('flows.get', { id });
  const [opened, setOpened] = useState<Opened>(null);

  useEffect(() => {
    let isGone = false;
    let mine: Session | null = null;
    openSession(client, id).then(
      (ready) => {
        mine = ready;
        if (isGone) ready.stop();
        else setOpened({ session: ready });
      },
      (error: unknown) => {
        if (!isGone) setOpened({ error });
      },
    );
    return () => {
      isGone = true;
      mine?.stop();
      setOpened(null);
    };
  }, [client, id]);

  const remote = flow.data;
  useEffect(() => {
    if (remote !== undefined && opened !== null && 'session' in opened) opened.session.remote(remote);
  }, [remote, opened]);

  if (session.data !== undefined && !mayAuthor) return <NotAllowed id={id} />;
  if (opened !== null && 'error' in opened) {
    const isGone = opened.error instanceof AppError && opened.error.code === 'not_found';
    return isGone ? (
      <Gone />
    ) : (
      <ErrorState error={opened.error} what="The flow could not be opened" onRetry={onRetry} />
    );
  }
  if (opened === null || remote === undefined) return <BlockSkeleton lines={8} />;
  return <Editor session={opened.session} flow={remote} />;
}

function Gone() {
  return (
    <EmptyState
      title="There is no such flow"
      actions={
        <Button component={Link} to="/flows" variant="filled">
          Show all flows
        </Button>
      }
    >
      It may have been deleted. Its runs and decisions are kept.
    </EmptyState>
  );
}

function NotAllowed({ id }: { id: string }) {
  return (
    <EmptyState
      title="You may look at this flow, not change it"
      actions={
        <Button component={Link} to={`/flows/${id}`} variant="filled">
          Look at the flow
        </Button>
      }
    >
      Who keeps this Countersign can give you the role of a designer.
    </EmptyState>
  );
}
