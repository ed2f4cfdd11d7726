import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { Difference } from './difference.tsx';
import { DifferenceCanvas } from './difference-canvas.tsx';
import { Frame } from './frame.tsx';

type Props = { flow: { id: string; name: string }; from: number; title: string; onClose: () => void };

/** What the draft has that a version has not, on the canvas and in words. */
export function DifferenceDialog({ flow, from, title, onClose }: Props) {
  const [selected, setSelected] = useState<string | null>(null);
  const diff = useCall('flows.diff', { id: flow.id, from, to: 'draft' }, { keepPrevious: true });
  return (
    <Frame
      title={title}
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
          <Button
            variant="subtle"
            component={Link}
            to={`/flows/${flow.id}/versions?from=${from}&to=draft`}
            onClick={onClose}
          >
            Compare other versions
          </Button>
          <Button variant="filled" onClick={onClose}>
            Go on drawing
          </Button>
        </>
      }
    >
      {diff.error !== null ? (
        <ErrorNote error={diff.error} what="The difference could not be told." />
      ) : diff.data === undefined ? (
        <BlockSkeleton lines={5} />
      ) : (
        <Difference title="What changed" diff={diff.data} onSelect={setSelected} />
      )}
    </Frame>
  );
}
