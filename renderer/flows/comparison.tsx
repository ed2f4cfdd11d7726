import { useState } from 'react';
import { useCall } from '../api/use-call.ts';
import type { FlowBrief } from '../flow-actions/flow-brief.ts';
import { Difference } from '../release/difference.tsx';
import { DifferenceCanvas } from '../release/difference-canvas.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import type { Side } from './versions-shown.ts';
import classes from './versions-page.module.css';

const called = (side: Side): string => (side === 'draft' ? 'the draft' : `v${side}`);

/** Two versions on one canvas and in words. */
export function Comparison({ flow, from, to }: { flow: FlowBrief; from: Side; to: Side }) {
  const [selected, setSelected] = useState<string | null>(null);
  const diff = useCall('flows.diff', { id: flow.id, from, to });
  if (diff.error !== null) {
    return (
      <ErrorState
        error={diff.error}
        what="The difference could not be told"
        onRetry={() => void diff.refetch()}
      />
    );
  }
  if (diff.data === undefined) return <BlockSkeleton lines={8} />;
  const { from: before, to: after, items } = diff.data;
  return (
    <div className={classes.both}>
      <div className={classes.canvas}>
        <DifferenceCanvas
          before={before?.drawing ?? null}
          after={after.drawing}
          changes={items}
          selected={selected}
          onSelect={setSelected}
        />
      </div>
      <div className={classes.side} tabIndex={0} role="group" aria-label="What differs, in words">
        <h2 className="visually-hidden">What differs</h2>
        <Difference title={`From ${called(from)} to ${called(to)}`} diff={diff.data} onSelect={setSelected} />
      </div>
    </div>
  );
}
