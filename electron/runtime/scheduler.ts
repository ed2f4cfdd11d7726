import type { Clock } from './clock.ts';

export type Scheduler = ReturnType<typeof createScheduler>;

/** Looked at this often whatever is due: a clock that was moved, or a machine that slept, is noticed within it. */
const lookMs = 30_000;
/** A look that comes later than this after it was due was not just late. */
const jumpMs = 60_000;
const pauseMs = 5000;

export type SchedulerParts = {
  clock: Clock;
  /** Earliest epoch ms at which something is due, over all sources; null when nothing is. */
  nextDue: () => number | null;
  /** Does everything that is due by now, a bounded piece at a time; true when there is more. */
  work: (now: number) => Promise<boolean>;
  jumped: (byMs: number, now: number) => void;
  failed: (error: unknown) => void;
};

/**
 * One timer for everything: it only says when to look; what is due is read from the store. So neither 2^31 ms, nor sleep,
 * nor a clock that jumps can make anything early, late for good, or twice.
 */
export function createScheduler(parts: SchedulerParts) {
  const { clock } = parts;
  let cancel: (() => void) | null = null;
  let earliest: number | null = null;
  let expectedAt: number | null = null;
  let working: Promise<void> | null = null;
  let again = false;
  let closed = true;

  function arm(): void {
    cancel?.();
    cancel = null;
    expectedAt = null;
    if (closed || earliest === null) return;
    const ms = Math.min(Math.max(earliest - clock.now(), 0), lookMs);
    expectedAt = clock.now() + ms;
    cancel = clock.setTimer(ms, look);
  }

  function look(): void {
    cancel = null;
    const now = noticeJump();
    if (earliest !== null && earliest > now) return arm();
    run();
  }

  /** Told once for each jump, whoever looks first: the timer, or a computer that says it woke up. */
  function noticeJump(): number {
    const now = clock.now();
    const late = expectedAt === null ? 0 : now - expectedAt;
    if (Math.abs(late) > jumpMs) parts.jumped(late, now);
    if (Math.abs(late) > jumpMs || cancel === null) expectedAt = null;
    return now;
  }

  function run(): void {
    if (closed) return;
    again = true;
    working ??= drain();
  }

  const isOpen = (): boolean => !closed;

  async function drain(): Promise<void> {
    let failed = false;
    while (again && isOpen() && !failed) {
      again = false;
      try {
        again = (await parts.work(clock.now())) || again;
      } catch (error) {
        failed = true;
        parts.failed(error);
      }
    }
    working = null;
    if (closed) return;
    // Something is due and could not be done: look again in a while, not in a circle.
    earliest = failed ? clock.now() + pauseMs : parts.nextDue();
    arm();
  }

  return {
    start: (): void => {
      closed = false;
      run();
    },
    /** Something became due at a moment; null: nothing. */
    notice: (at: number | null): void => {
      if (at === null || closed) return;
      if (earliest !== null && earliest <= at) return;
      earliest = at;
      if (working === null) arm();
    },
    /** After sleep, a changed clock, or anything else that makes the last look stale. */
    wake: (): void => {
      if (!closed) noticeJump();
      run();
    },
    settled: async (): Promise<void> => {
      for (let busy = working; busy !== null; busy = working) await busy;
    },
    close: async (): Promise<void> => {
      closed = true;
      cancel?.();
      cancel = null;
      await working;
    },
  };
}
