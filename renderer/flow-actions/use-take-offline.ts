import { useAct } from '../api/use-call.ts';
import { announce, announceError } from '../ui/announce.tsx';
import { confirm } from '../ui/confirm.tsx';
import type { FlowBrief } from './flow-brief.ts';

/** Asks, and takes the flow offline. */
export function useTakeOffline(flow: Pick<FlowBrief, 'id' | 'name'>): () => void {
  const setLive = useAct('flows.setLive');
  return () =>
    confirm({
      title: `Take “${flow.name}” offline?`,
      children: 'Calls and schedules no longer start it. Runs that have begun go on to their end.',
      verb: 'Take offline',
      onConfirm: () =>
        setLive.mutate(
          { id: flow.id, version: null },
          {
            onSuccess: () => announce(`“${flow.name}” is offline.`),
            onError: (error) => announceError('The live version stays as it was.', error),
          },
        ),
    });
}
