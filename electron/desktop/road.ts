import type { serveIpc } from '../transport/ipc.ts';
import type { Changes } from '../transport/stream.ts';

/** Where the window's calls go and its news come from. */
export type Road = {
  dispatch: Parameters<typeof serveIpc>[0]['dispatch'];
  watch: Changes['watch'];
};

/** What belongs to this computer, whichever host the window looks at. */
const staysHere = (name: string): boolean => name.startsWith('desktop.');

/** The window's road: to the host of this computer, until it is turned to another one. */
export function createRoad(local: Road): Road & {
  /** The window looks at this host from now on; null: at the one of this computer. */
  turn: (other: Road | null) => void;
} {
  let current = local;
  const listeners = new Map<Parameters<Road['watch']>[0], () => void>();
  return {
    dispatch: (name, input, caller) => (staysHere(name) ? local : current).dispatch(name, input, caller),
    watch: (listener) => {
      listeners.set(listener, current.watch(listener));
      return () => {
        listeners.get(listener)?.();
        listeners.delete(listener);
      };
    },
    turn: (other) => {
      current = other ?? local;
      for (const [listener, stop] of listeners) {
        stop();
        listeners.set(listener, current.watch(listener));
        // What it knows is from the other host: everything has to be asked again.
        listener({ id: null, event: { type: 'reset' } });
      }
    },
  };
}
