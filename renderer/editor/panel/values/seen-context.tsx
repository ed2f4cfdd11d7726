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
import { useOwner } from '../step-context.ts';

const SeenContext = createContext<Seen>(nothingSeen);

/** Brings the values of the flow's newest run to every field below. */
export function SeenProvider({ children }: { children: ReactNode }) {
  const flow = useEditorState((state) => state.drawing.id);
  const recent = useCall('runs.list', { flow, limit: 1 });
  const id = recent.data?.items[0]?.id;
  const run = useCall('runs.get', { id: id ?? '' }, { enabled: id !== undefined }).data;
  const seen = useMemo((): Seen => {
    if (run === undefined) return nothingSeen;
    const outputs: Record<string, Json> = {};
    // In order of entry: of several rounds the latest counts.
    for (const step of run.steps) if (step.output !== null) outputs[step.node] = step.output;
    return { trigger: { node: run.trigger.node, payload: run.trigger.payload }, outputs };
  }, [run]);
  return <SeenContext value={seen}>{children}</SeenContext>;
}

export const useSeen = (): Seen => useContext(SeenContext);

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
