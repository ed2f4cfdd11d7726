import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAct, useCall } from '../api/use-call.ts';
import type { FlowBrief } from '../flow-actions/flow-brief.ts';
import { announce } from '../ui/announce.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { Difference } from './difference.tsx';
import { DifferenceCanvas } from './difference-canvas.tsx';
import { Failure } from './failure.tsx';
import { Frame } from './frame.tsx';
import classes from './frame.module.css';
import { Part } from './part.tsx';
import { Readiness } from './readiness.tsx';
import { UnderWay } from './under-way.tsx';
import { useTicks } from './use-ticks.ts';

type Props = { flow: FlowBrief; version: number; onClose: () => void };

/** Puts a released version live: forward, or back to an older one. */
export function GoLiveDialog({ flow, version, onClose }: Props) {
  const [selected, setSelected] = useState<string | null>(null);
  const diff = useCall('flows.diff', { id: flow.id, from: 'live', to: version });
  const readiness = useCall('flows.readiness', { id: flow.id, from: version }).data;
  const ticks = useTicks(diff.data?.from == null ? [] : diff.data.items);
  const setLive = useAct('flows.setLive');
  const isBack = flow.live !== null && version < flow.live;
  const verb = isBack ? `Roll back to v${version}` : `Go live with v${version}`;
  const needs = readiness?.items.filter(({ severity }) => severity === 'error') ?? [];

  const press = (): void =>
    setLive.mutate(
      { id: flow.id, version, strict: true },
      {
        onSuccess: () => {
          announce(`“${flow.name}” v${version} is live.`);
          onClose();
        },
      },
    );

  return (
    <Frame
      title={isBack ? `Roll “${flow.name}” back to v${version}` : `Go live with “${flow.name}” v${version}`}
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
            {!ticks.isDone
              ? 'Tick what is asked less of people, to say that it is meant.'
              : needs.length > 0
                ? 'It cannot go live here yet: see what is missing.'
                : ''}
          </p>
          <Button variant="subtle" color="gray" onClick={onClose}>
            Close
          </Button>
          <Button
            variant="filled"
            loading={setLive.isPending}
            disabled={!ticks.isDone || needs.length > 0 || readiness === undefined || diff.data === undefined}
            onClick={press}
          >
            {verb}
          </Button>
        </>
      }
    >
      <Failure error={setLive.error} what="The live version stays as it was." />
      <Part title="What happens">
        <p style={{ margin: 0 }}>
          From now on calls, schedules and people start v{version}. Runs that have begun stay on the version
          they began with, also those that wait.
        </p>
      </Part>
      {diff.data === undefined ? (
        <BlockSkeleton lines={5} />
      ) : (
        <>
          <Difference
            title={flow.live === null ? `v${version}` : `From live v${flow.live} to v${version}`}
            diff={diff.data}
            onSelect={setSelected}
            ticks={ticks}
          />
          <Readiness flow={flow.id} drawing={diff.data.to.drawing} items={readiness?.items ?? []} />
        </>
      )}
      <UnderWay flow={flow.id} except={version} />
    </Frame>
  );
}
