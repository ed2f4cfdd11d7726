import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { problemsOf } from '../api/import-flow.ts';
import { useAct, useCall } from '../api/use-call.ts';
import { stepName } from '../steps/step-words.ts';
import { announce } from '../ui/announce.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { Changes } from './changes.tsx';
import type { FlowBrief } from './flow-brief.ts';

/** Numbers the draft as a version: what changed, what to know before it goes live, and a note for the others. */
export function ReleaseDialog({ flow, onClose }: { flow: FlowBrief; onClose: () => void }) {
  const [notes, setNotes] = useState('');
  const diff = useCall('flows.diff', {
    id: flow.id,
    ...(flow.latest === null ? {} : { from: flow.latest }),
    to: 'draft',
  });
  const readiness = useCall('flows.readiness', { id: flow.id, from: 'draft' });
  const drawing = useCall('flows.get', { id: flow.id }).data?.drawing;
  const release = useAct('flows.release');
  const setLive = useAct('flows.setLive');
  const next = `v${(flow.latest ?? 0) + 1}`;
  const isSame = flow.latest !== null && diff.data?.items.length === 0;
  const error = release.error ?? setLive.error;
  const isBusy = release.isPending || setLive.isPending;

  async function press(isGoingLive: boolean): Promise<void> {
    const made = await release.mutateAsync({ id: flow.id, notes });
    if (isGoingLive) await setLive.mutateAsync({ id: flow.id, version: made.version });
    announce(
      isGoingLive
        ? `“${flow.name}” v${made.version} is live.`
        : `“${flow.name}” v${made.version} is released.`,
    );
    onClose();
  }
  // Failures are shown from the mutations' own state below.
  const run = (isGoingLive: boolean): void => void press(isGoingLive).catch(() => undefined);

  return (
    <Modal
      opened
      onClose={onClose}
      title={isSame ? `“${flow.name}” is released already` : `Release “${flow.name}” ${next}`}
      size="lg"
    >
      <Stack gap="md">
        <section aria-label="What changed">
          <strong>{flow.latest === null ? 'The first version' : `Changed since v${flow.latest}`}</strong>
          {diff.error !== null ? (
            <ErrorNote error={diff.error} what="The difference could not be told." />
          ) : diff.data === undefined ? (
            <BlockSkeleton lines={3} />
          ) : (
            <Changes changes={diff.data.items} />
          )}
        </section>
        {readiness.data === undefined || readiness.data.items.length === 0 ? null : (
          <section aria-label="Before it goes live">
            <strong>Before it goes live here</strong>
            <ProblemList problems={readiness.data.items} nodeName={(node) => stepName(drawing, node)} />
          </section>
        )}
        {isSame ? null : (
          <Textarea
            label="Note"
            description="What is different, for those who use it"
            value={notes}
            maxLength={10_000}
            autosize
            minRows={2}
            maxRows={8}
            onChange={(event) => setNotes(event.currentTarget.value)}
          />
        )}
        {error === null ? null : problemsOf(error).length > 0 ? (
          <div role="alert">
            <ProblemList problems={problemsOf(error)} />
          </div>
        ) : (
          <ErrorNote
            error={error}
            what={release.error === null ? 'It is released, and not live.' : 'It was not released.'}
          />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" color="gray" onClick={onClose}>
            Close
          </Button>
          {isSame ? null : (
            <Button loading={isBusy} onClick={() => run(false)}>
              Release only
            </Button>
          )}
          {isSame && flow.live === flow.latest ? null : (
            <Button variant="filled" loading={isBusy} onClick={() => run(true)}>
              {isSame ? `Go live with v${flow.latest}` : 'Release and go live'}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
