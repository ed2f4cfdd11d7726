import type { Call } from '../../shared/api/client.ts';
import type { StreamEvent } from '../../shared/api/stream.ts';

/** Whether changes arrive by themselves: `lost` while the road to the host is being opened again. */
export type LiveState = 'connecting' | 'live' | 'lost';

export type Listener = { onEvent: (event: StreamEvent) => void; onState: (state: LiveState) => void };

/** The window's road to the host: HTTP in a browser, IPC in the desktop app. */
export type Transport = {
  call: Call;
  /** Returns how to stop listening. */
  subscribe: (listener: Listener) => () => void;
};
