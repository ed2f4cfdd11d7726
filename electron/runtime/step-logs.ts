import type { Json } from '../../shared/json.ts';
import { logChars, logLineChars, logLines } from '../../shared/run/log-limits.ts';
import type { Store } from '../store/store.ts';
import type { StepLogLine, StepLogPlace } from '../store/step-logs.ts';
import type { Clock } from './clock.ts';

/** What one attempt says. Nobody waits for a line to be on disk. */
export type AttemptLog = { line: (text: string) => void; end: () => void };

export type StepLogs = ReturnType<typeof createStepLogs>;

/** Lines of a busy step share a commit; whoever watches it sees them within this. */
const gatherMs = 250;

/**
 * Keeps what steps say, off the commit path: lines are gathered and written a few times a second. A crash can lose the
 * last quarter of a second of them, and nothing else: no decision is ever made from a log.
 */
export function createStepLogs(parts: {
  store: Pick<Store, 'stepLogs'>;
  write: <T>(work: () => T) => Promise<T>;
  mask: (value: Json) => Json;
  clock: Pick<Clock, 'now'>;
  log: (line: string) => void;
}) {
  let pending: { place: StepLogPlace; line: StepLogLine }[] = [];
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (pending.length === 0) return;
    const lines = pending;
    pending = [];
    parts
      .write(() => {
        for (const { place, line } of lines) parts.store.stepLogs.add(place, line);
      })
      .catch((error: unknown) => {
        if (!closed) parts.log(`step log: ${String(error)}`);
      });
  }

  function keep(place: StepLogPlace, line: StepLogLine): void {
    if (closed) return;
    pending.push({ place, line });
    timer ??= setTimeout(flush, gatherMs).unref();
  }

  return {
    /** `conceal`: addresses that only exist during the attempt become what history calls them. */
    open: (place: StepLogPlace, attempt: number, conceal: (value: Json) => Json): AttemptLog => {
      let [lines, chars] = [0, 0];
      return {
        line: (text) => {
          if (lines > logLines) return;
          lines += 1;
          const isFull = lines > logLines || chars > logChars;
          // Hidden first and cut then: half a secret is still one.
          const shown = isFull ? null : (parts.mask(conceal(text)) as string).slice(0, logLineChars); // a text stays one
          if (isFull) lines = logLines + 1;
          chars += shown?.length ?? 0;
          keep(place, { attempt, at: parts.clock.now(), text: shown });
        },
        end: flush,
      };
    },
    /** Writes what is left. */
    close: (): void => {
      flush();
      closed = true;
    },
  };
}

/** For what is tried without a run: nothing of it is kept. */
export const noAttemptLog: AttemptLog = { line: () => undefined, end: () => undefined };
