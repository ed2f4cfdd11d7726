import { desktopHosts } from '../../shared/api/desktop-hosts.ts';
import type { StreamEvent } from '../../shared/api/stream.ts';
import { fromWire, type WireError } from '../../shared/errors.ts';
import { shownHost } from './shown-host.ts';
import type { LiveState, Transport } from './transport.ts';

/** What the preload exposes in the desktop app, and nothing else. */
export type Bridge = {
  call: (name: string, input: unknown) => Promise<BridgeAnswer>;
  subscribe: (listener: (event: StreamEvent) => void) => () => void;
};

/** Errors cross the bridge as data: an Error would lose its code and fix. */
export type BridgeAnswer = { ok: true; value: unknown } | { ok: false; error: WireError };

export function createDesktopTransport(bridge: Bridge, host = shownHost()): Transport {
  async function stateOf(id: string): Promise<LiveState> {
    const answer = await bridge.call('desktop.hosts', {});
    const known = desktopHosts['desktop.hosts'].output.safeParse(answer.ok ? answer.value : null);
    const state = known.data?.items.find((one) => one.id === id)?.state;
    return state === 'live' || state === 'connecting' ? state : 'lost';
  }

  return {
    call: async (name, input) => {
      const answer = await bridge.call(name, input);
      if (!answer.ok) throw fromWire(answer.error);
      return answer.value;
    },
    subscribe: ({ onEvent, onState }) => {
      let stopped = false;
      const tellState = async (id: string): Promise<void> => {
        const state = await stateOf(id);
        if (!stopped) onState(state);
      };
      // This computer's own host lives in the same program; the line to another one may break.
      if (host === null) onState('live');
      else void tellState(host);
      const unsubscribe = bridge.subscribe((event) => {
        if (host !== null && event.type === 'changed' && event.noun === 'hosts') void tellState(host);
        onEvent(event);
      });
      return () => {
        stopped = true;
        unsubscribe();
      };
    },
  };
}
