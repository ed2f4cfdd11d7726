import type { Desktop, Toast } from './desktop.ts';
import { manyId, timeOf } from './press.ts';

/** Wall time and one-shot timers, as the host has them. */
export type Timers = { now: () => number; setTimer: (ms: number, wake: () => void) => () => void };

/** Cards that wait for who sits here. */
export type Waiting = { count: number; firstDue: number | null };

export type PaceParts = {
  desktop: Pick<Desktop, 'show' | 'withdraw' | 'shows'>;
  clock: Timers;
  waiting: () => Promise<Waiting>;
  /** When the quiet that holds now ends; null outside of it. */
  quietUntil: () => number | null;
  /** Kept over a restart: something was held back in quiet hours. */
  missed: { get: () => boolean; set: (missed: boolean) => void };
  log: (line: string) => void;
};

const minuteMs = 60_000;
const mostInAMinute = 3;
/** The one message for many is renewed at most this often. */
const renewMs = 1000;
const mostKept = 20;

/**
 * How fast messages come: more than three questions in a minute become one, and in quiet hours nothing pops up; after
 * them one message tells what waits. A message of a step comes then too.
 */
export function createPace({ desktop, clock, waiting, quietUntil, missed, log }: PaceParts) {
  let recent: { id: string; at: number }[] = [];
  let gatheredAt: number | null = null;
  let renewing: (() => void) | null = null;
  let ending: (() => void) | null = null;
  let later: Toast[] = [];

  const isGathering = (now: number): boolean => gatheredAt !== null && now - gatheredAt < minuteMs;

  async function ask(toast: Toast): Promise<void> {
    const now = clock.now();
    if (quietUntil() !== null) {
      missed.set(true);
      return awaitEnd();
    }
    if (isGathering(now)) {
      gatheredAt = now;
      return renewSoon();
    }
    gatheredAt = null;
    recent = recent.filter(({ id, at }) => now - at < minuteMs && id !== toast.id);
    recent.push({ id: toast.id, at: now });
    if (recent.length <= mostInAMinute) return desktop.show(toast);
    gatheredAt = now;
    await tellAll();
    for (const { id } of recent) await desktop.withdraw(id);
    recent = [];
  }

  async function tellAll(): Promise<void> {
    const { count, firstDue } = await waiting();
    if (count === 0) return desktop.withdraw(manyId);
    const due = firstDue === null ? '' : `, first due ${momentOf(firstDue, clock.now())}`;
    await desktop.show({
      id: manyId,
      title: `${count} waiting${due}`,
      body: 'Press to open the inbox.',
      urgent: false,
      actions: [{ id: 'open', label: 'Open' }],
    });
  }

  function renewSoon(): void {
    renewing ??= clock.setTimer(renewMs, () => {
      renewing = null;
      // Who pressed it or closed it is not called back for what was told already.
      tellAll().catch((error: unknown) => log(`messages: ${String(error)}`));
    });
  }

  /** In short steps, because a computer that sleeps stops its timers. */
  function awaitEnd(): void {
    const until = quietUntil();
    if (ending !== null || (until === null && !missed.get() && later.length === 0)) return;
    const rest = until === null ? 0 : until - clock.now();
    ending = clock.setTimer(Math.min(rest, minuteMs), () => {
      ending = null;
      if (quietUntil() === null) quietIsOver().catch((error: unknown) => log(`messages: ${String(error)}`));
      else awaitEnd();
    });
  }

  async function quietIsOver(): Promise<void> {
    const kept = later;
    later = [];
    if (missed.get()) {
      missed.set(false);
      await tellAll();
    }
    for (const toast of kept) await desktop.show(toast);
  }

  return {
    /** A question, a reminder or an escalation. */
    ask,
    /** What a step of a flow says: in quiet hours it comes after them. */
    say: async (toast: Toast): Promise<void> => {
      if (quietUntil() === null) return desktop.show(toast);
      later = [...later, toast].slice(-mostKept);
      awaitEnd();
    },
    /** A card no longer waits: its message goes, and the one for many counts anew. */
    gone: async (id: string): Promise<void> => {
      recent = recent.filter((one) => one.id !== id);
      await desktop.withdraw(id);
      if (desktop.shows(manyId)) renewSoon();
    },
    /** After a start, and whenever the quiet hours were changed. */
    begin: (): void => {
      ending?.();
      ending = null;
      awaitEnd();
    },
    close: (): void => {
      renewing?.();
      ending?.();
    },
  };
}

/** “15:00” today, “Mon 15:00” within a week, else with its date. */
function momentOf(at: number, now: number): string {
  const day = new Date(at);
  if (day.toDateString() === new Date(now).toDateString()) return timeOf(at);
  const isNear = Math.abs(at - now) < 6 * 24 * 60 * minuteMs;
  const words = day.toLocaleDateString(
    'en',
    isNear ? { weekday: 'short' } : { day: 'numeric', month: 'short' },
  );
  return `${words} ${timeOf(at)}`;
}
