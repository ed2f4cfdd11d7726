import { beginByOverlap } from './overlap.ts';
import type { Audit } from '../audit/audit.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { Engine } from './engine.ts';
import { keepHouse } from './housekeeping.ts';
import type { HousekeepingParts } from './housekeeping.ts';
import { createOutbox } from './outbox.ts';
import type { OutboxParts } from './outbox.ts';
import { createPolls } from './polls.ts';
import type { PollsParts } from './polls.ts';
import { createScheduler } from './scheduler.ts';
import { createSchedules } from './schedules.ts';
import type { Sources } from './sources.ts';
import { infoOf } from './starts.ts';
import { wordsOf } from './ticks.ts';
import type { Ticks } from './ticks.ts';

export type ClockworkParts = {
  store: Store;
  engine: Engine;
  sources: Sources;
  audit: Audit;
  clock: Clock;
  ticks: Ticks;
  deliver: OutboxParts['deliver'];
  polling: Pick<PollsParts, 'connections' | 'pollJob' | 'storable' | 'submit'>;
  house: HousekeepingParts;
  log: (line: string) => void;
};

const houseMs = 3_600_000;

/** Everything that time sets going, behind the one timer: runs, schedules, messages, polls, house-keeping. */
export function createClockwork(parts: ClockworkParts) {
  const { store, engine, sources, audit, clock, ticks, log } = parts;
  const { write } = engine;
  let houseAt: number | null = null;

  const outbox = createOutbox({ store, clock, write, deliver: parts.deliver, log });
  const polls = createPolls({ clock, sources, load: engine.load, log, ...parts.polling });
  const schedules = createSchedules({
    store,
    sources,
    clock,
    write,
    begin: (source, node, payload, startedBy) => {
      const info = infoOf(source, node, payload, startedBy, store.workspace.get());
      beginByOverlap({ engine, store }, source, info);
      return info.run;
    },
    missed: (flow, node, slots, at) => {
      const newest = slots.slice(-20).map((slot) => new Date(slot).toISOString());
      const body = { flow, node, count: slots.length, slots: newest };
      audit.record([{ at, actor: 'timer', identified: 'timer', kind: 'schedule.missed', body }]);
    },
    log,
  });
  const scheduler = createScheduler({
    clock,
    nextDue: () =>
      earliest([store.runs.nextDue(), schedules.nextDue(), outbox.nextDue(), polls.nextDue(), houseAt]),
    work: async (now) => {
      await schedules.fireDue(now);
      outbox.sendDue(now, scheduler.wake);
      polls.askDue(now, scheduler.wake);
      if (houseAt !== null && houseAt <= now) {
        houseAt = now + houseMs;
        await keepHouse(parts.house);
      }
      return ticks.tickDue(now);
    },
    jumped: (byMs, at) => {
      log(`the clock moved by ${Math.round(byMs / 1000)} s, or this machine slept`);
      const body = { byMs, direction: byMs > 0 ? 'forward' : 'back' };
      const entry = { at, actor: 'countersign', identified: 'host' as const, kind: 'clock.jumped', body };
      write(() => audit.record([entry])).catch((error: unknown) => log(`journal: ${wordsOf(error)}`));
    },
    failed: (error) => log(`scheduler: ${wordsOf(error)}`),
  });

  return {
    /** Inside a write: schedules are those of the live releases. */
    rearm: schedules.rearm,
    start: (): void => {
      for (const run of store.runs.polled()) polls.follow(run, true);
      houseAt = clock.now() + 60_000;
      scheduler.start();
    },
    /** After a commit: something of this run may be due earlier than what was known. */
    follow: (run: string, change: { dueAt: number | null; polled: boolean; messages: boolean }): void => {
      polls.follow(run, change.polled);
      scheduler.notice(earliest([change.dueAt, change.messages ? clock.now() : null, polls.nextDue()]));
    },
    wake: scheduler.wake,
    /** Resolves when nothing is being done; true when nothing is due now either. */
    settled: async (): Promise<boolean> => {
      await scheduler.settled();
      await outbox.settled();
      const next = earliest([store.runs.nextDue(), schedules.nextDue(), outbox.nextDue()]);
      return next === null || next > clock.now();
    },
    close: (): Promise<void> => {
      outbox.close();
      return scheduler.close();
    },
  };
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
