import type { StreamEvent } from '../../shared/api/stream.ts';
import { fromWire, type WireError } from '../../shared/errors.ts';
import type { Transport } from './transport.ts';

/** What the preload exposes in the desktop app, and nothing else. */
export type Bridge = {
  call: (name: string, input: unknown) => Promise<BridgeAnswer>;
  subscribe: (listener: (event: StreamEvent) => void) => () => void;
};

/** Errors cross the bridge as data: an Error would lose its code and fix. */
export type BridgeAnswer = { ok: true; value: unknown } | { ok: false; error: WireError };

export function createDesktopTransport(bridge: Bridge): Transport {
  return {
    call: async (name, input) => {
      const answer = await bridge.call(name, input);
      if (!answer.ok) throw fromWire(answer.error);
      return answer.value;
    },
    subscribe: ({ onEvent, onState }) => {
      onState('live'); // the host lives in the same program
      return bridge.subscribe(onEvent);
    },
  };
}
