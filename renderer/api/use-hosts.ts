import type { OutputOf } from '../../shared/api/contract.ts';
import { shownHost } from './shown-host.ts';
import { useAct, useCall } from './use-call.ts';

export type KnownHost = OutputOf<'desktop.hosts'>['items'][number];

/** The hosts that this desktop knows, and which of them the page shows. In a browser there are none. */
export function useHosts() {
  const answer = useCall('desktop.hosts', {}, { enabled: window.countersign !== undefined });
  const use = useAct('desktop.use');
  const id = shownHost();
  const items = answer.data?.items ?? [];
  return {
    /** False in a browser, and until the answer is there. */
    isDesktop: answer.data !== undefined,
    here: answer.data?.here ?? null,
    unavailable: answer.data?.unavailable ?? null,
    items,
    /** null: this computer. */
    shownId: id,
    shown: items.find((host) => host.id === id) ?? null,
    /** The window goes there, as to another place: nothing of this page stays. */
    show: (host: string | null): void => use.mutate({ id: host }),
  };
}
