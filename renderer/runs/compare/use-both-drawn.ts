import { useMemo } from 'react';
import { bothDrawings } from '../../../shared/flow/both-drawings.ts';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { placeAll } from '../../../shared/flow/edit/places.ts';
import { useCall } from '../../api/use-call.ts';
import { sizesOf } from '../../canvas/face.ts';

/** `drawing` undefined while it is loaded, null where neither is kept any longer. */
export type BothDrawn = { drawing: Drawing | null | undefined; isSameDrawing: boolean };

/** What both runs went through, as one drawing: B's, and what only A's version had at its old place. */
export function useBothDrawn(left: { id: string }, right: { id: string }): BothDrawn {
  const [a, b] = [useCall('runs.drawing', { id: left.id }), useCall('runs.drawing', { id: right.id })];
  const isLoading = [a, b].some(({ data, error }) => data === undefined && error === null);
  const [before, after] = [a.data?.drawing, b.data?.drawing];
  const isSameDrawing = a.data?.text === b.data?.text;
  const drawing = useMemo(() => {
    const one = after ?? before;
    if (one === undefined) return null;
    if (before === undefined || after === undefined || isSameDrawing) return placeAll(one, sizesOf(one));
    const [old, fresh] = [sizesOf(before), sizesOf(after)];
    return bothDrawings(before, after, [], (name) =>
      Object.hasOwn(after.nodes, name) ? fresh(name) : old(name),
    ).drawing;
  }, [before, after, isSameDrawing]);
  return { drawing: isLoading ? undefined : drawing, isSameDrawing };
}
