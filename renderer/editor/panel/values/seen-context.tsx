import { createContext, useContext, useDeferredValue, useMemo, type ReactNode } from 'react';
import {
  nothingSeen,
  offersAtStart,
  offersFor,
  type OfferGroup,
  type Seen,
} from '../../../../shared/flow/offers/offers.ts';
import type { Json } from '../../../../shared/json.ts';
import { useCall } from '../../../api/use-call.ts';
import { useEditorState } from '../../store/editor-store.ts';
import { useViewState } from '../../store/view-store.ts';
import { useOwner } from '../step-context.ts';

type SeenRun = { seen: Seen; at: Readonly<Record<string, string>> };

const nothing: SeenRun = { seen: nothingSeen, at: {} };
const SeenContext = createContext(nothing);

/** Brings the values of the run on the canvas, else of the flow's newest one, to every field below. */
export function SeenProvider({ children }: { children: ReactNode }) {
  const flow = useEditorState((state) => state.drawing.id);
  const recent = useCall('runs.list', { flow, limit: 1 });
  const shown = useViewState((state) => state.run);
  const id = shown ?? recent.data?.items[0]?.id;
  const run = useCall('runs.get', { id: id ?? '' }, { enabled: id !== undefined }).data;
  const seen = useMemo((): SeenRun => {
    if (run === undefined) return nothing;
    const outputs: Record<string, Json> = {};
    const at: Record<string, string> = {};
    // In order of entry: of several rounds the latest counts.
    for (const step of run.steps) {
      if (step.output === null) continue;
      outputs[step.node] = step.output;
      at[step.node] = step.endedAt ?? step.startedAt;
    }
    return { seen: { trigger: { node: run.trigger.node, payload: run.trigger.payload }, outputs }, at };
  }, [run]);
  return <SeenContext value={seen}>{children}</SeenContext>;
}

export const useSeen = (): Seen => useContext(SeenContext).seen;

/** When each step gave what was seen: RFC 3339, by step. */
export const useSeenAt = (): SeenRun['at'] => useContext(SeenContext).at;

/** What earlier steps give, to the step whose form this is; to the flow, what starts it. Follows typing at leisure. */
export function useOffers(): OfferGroup[] {
  const owner = useOwner();
  const drawing = useDeferredValue(useEditorState((state) => state.drawing));
  const seen = useSeen();
  return useMemo(
    () => (owner === null ? offersAtStart(drawing, seen) : offersFor(drawing, owner, seen)),
    [drawing, owner, seen],
  );
}
