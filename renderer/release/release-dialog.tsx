import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useCall } from '../api/use-call.ts';
import { useAct } from '../api/use-call.ts';
import { useMay } from '../api/names.ts';
import type { FlowBrief } from '../flow-actions/flow-brief.ts';
import { fixOf } from '../steps/problem-fix.ts';
import { stepName } from '../steps/step-words.ts';
import { announce } from '../ui/announce.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { ProblemList } from '../ui/problem-list.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { Difference } from './difference.tsx';
import { DifferenceCanvas } from './difference-canvas.tsx';
import { Failure } from './failure.tsx';
import { Frame } from './frame.tsx';
import classes from './frame.module.css';
import { Part } from './part.tsx';
import { Readiness } from './readiness.tsx';
import { Tried } from './tried.tsx';
import { UnderWay } from './under-way.tsx';
import { useTicks } from './use-ticks.ts';

/** Numbers the draft as a version: what changed, what was tried, what to know before it goes live, and a note for the others. */
export function ReleaseDialog({ flow, onClose }: { flow: FlowBrief; onClose: () => void }) {
  const [notes, setNotes] = useState('');
  const [selected, setSelected] = useState<string | null>(null);
  const base = flow.live ?? flow.latest;
  const diff = useCall('flows.diff', { id: flow.id, ...(base === null ? {} : { from: base }), to: 'draft' });
  const newest = useCall(
    'flows.diff',
    { id: flow.id, from: flow.latest ?? 1, to: 'draft' },
    { enabled: flow.latest !== null },
  ).data;
  const readiness = useCall('flows.readiness', { id: flow.id, from: 'draft' }).data;
  const warnings = useCall('flows.get', { id: flow.id }).data?.problems ?? [];
  const maySee = useMay('release');
  const ticks = useTicks(diff.data?.items ?? []);
  const release = useAct('flows.release');
  const setLive = useAct('flows.setLive');

  const isSame = newest !== undefined && newest.from?.text === newest.to.text;
  const number = isSame ? flow.latest : (flow.latest ?? 0) + 1;
  const isLive = isSame && flow.live === flow.latest;
  const needs = readiness?.items.filter(({ severity }) => severity === 'error') ?? [];
  const isBusy = release.isPending || setLive.isPending;
  const drawing = diff.data?.to.drawing;

  async function press(isGoingLive: boolean): Promise<void> {
    const made = await release.mutateAsync({ id: flow.id, notes });
    if (isGoingLive) await setLive.mutateAsync({ id: flow.id, version: made.version, strict: true });
    announce(`“${flow.name}” v${made.version} is ${isGoingLive ? 'live' : 'released'}.`);
    onClose();
  }
  // Failures are shown from the mutations' own state below.
  const run = (isGoingLive: boolean): void => void press(isGoingLive).catch(() => undefined);

  const reason = isLive
    ? `Nothing changed since live v${flow.live}: there is nothing to release.`
    : !ticks.isDone
      ? 'Tick what is asked less of people, to say that it is meant.'
      : needs.length > 0
        ? `It cannot go live here yet: ${needs.length === 1 ? 'one thing is' : `${needs.length} things are`} missing.`
        : '';

  return (
    <Frame
      title={
        isSame ? `“${flow.name}” is released already as v${number}` : `Release “${flow.name}” v${number}`
      }
      onClose={onClose}
      canvas={
        diff.data === undefined ? null : (
          <DifferenceCanvas
            before={diff.data.from?.drawing ?? null}
            after={diff.data.to.drawing}
            changes={diff.data.items}
            selected={selected}
            onSelect={setSelected}
          />
        )
      }
      foot={
        <>
          <p className={classes.reason} role="status">
            {reason}
          </p>
          <Button variant="subtle" color="gray" onClick={onClose}>
            Close
          </Button>
          {isSame ? null : (
            <Button
              loading={isBusy}
              disabled={!ticks.isDone || diff.data === undefined}
              onClick={() => run(false)}
            >
              Release v{number} only
            </Button>
          )}
          {isLive ? null : (
            <Button
              variant="filled"
              loading={isBusy}
              disabled={
                !ticks.isDone || needs.length > 0 || readiness === undefined || diff.data === undefined
              }
              onClick={() => run(true)}
            >
              {isSame ? `Go live with v${number}` : `Release v${number} and go live`}
            </Button>
          )}
        </>
      }
    >
      <Failure
        error={release.error ?? setLive.error}
        what={release.error === null ? 'It is released, and not live.' : 'It was not released.'}
      />
      {diff.error !== null ? (
        <ErrorNote error={diff.error} what="The difference could not be told." />
      ) : diff.data === undefined ? (
        <BlockSkeleton lines={5} />
      ) : (
        <Difference
          title={
            base === null ? 'The first version' : `Changed since ${flow.live === null ? '' : 'live '}v${base}`
          }
          diff={diff.data}
          onSelect={setSelected}
          ticks={ticks}
        />
      )}
      {drawing === undefined || !maySee ? null : (
        <>
          <Tried flow={flow} drawing={drawing} />
          <Readiness flow={flow.id} drawing={drawing} items={readiness?.items ?? []} />
          {warnings.length === 0 ? null : (
            <Part title="Warnings">
              <ProblemList
                problems={warnings.map((problem) => ({ ...problem, fix: fixOf(problem) }))}
                nodeName={(node) => stepName(drawing, node)}
              />
            </Part>
          )}
          <UnderWay flow={flow.id} />
        </>
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
    </Frame>
  );
}
