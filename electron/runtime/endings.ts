import type { RunState } from '../../shared/run/state.ts';
import type { Clock } from './clock.ts';

/** Callers that stay on the line until a run has ended. */
export function createEndings(clock: Clock) {
  const waiting = new Map<string, Set<(state: RunState | null) => void>>();

  function leave(run: string, tell: (state: RunState | null) => void): void {
    const others = waiting.get(run);
    others?.delete(tell);
    if (others?.size === 0) waiting.delete(run);
  }

  return {
    tell: (state: RunState): void => {
      const tells = waiting.get(state.info.run);
      if (tells === undefined) return;
      for (const tell of tells) tell(state);
    },
    /** null when the run had not ended after the bound. */
    wait: (run: string, boundMs: number): Promise<RunState | null> =>
      new Promise((resolve) => {
        const stop = clock.setTimer(boundMs, () => tell(null));
        const tell = (state: RunState | null): void => {
          stop();
          leave(run, tell);
          resolve(state);
        };
        const tells = waiting.get(run);
        if (tells === undefined) waiting.set(run, new Set([tell]));
        else tells.add(tell);
      }),
    close: (): void => {
      for (const tells of waiting.values()) for (const tell of tells) tell(null);
    },
  };
}
