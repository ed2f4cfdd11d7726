import { isJsonObject } from '../../shared/json.ts';
import type { RunInfo } from '../../shared/run/event.ts';
import type { ScheduleRow } from '../store/schedules.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { Source, Sources } from './sources.ts';
import { judgeSlots, nextSlot } from './slots.ts';
import type { Spec } from './slots.ts';
import { isStorageError } from './ticks.ts';

/** A schedule whose run cannot be started is tried again; its slots are judged by then as missed ones are. */
const againMs = 60_000;

export type Schedules = ReturnType<typeof createSchedules>;

export type SchedulesParts = {
  store: Store;
  sources: Sources;
  clock: Clock;
  write: <T>(work: () => T) => Promise<T>;
  /** Inside a write: starts the run of a slot. */
  begin: (
    source: Source,
    node: string,
    payload: { scheduledFor: string },
    startedBy: RunInfo['startedBy'],
  ) => string;
  /** Inside a write: nobody was there for these slots. */
  missed: (flow: string, node: string, slots: number[], now: number) => void;
  log: (line: string) => void;
};

/**
 * Schedule triggers of live flows. A slot is flow + node + UTC instant: it is taken in the same transaction as its run
 * starts, so a crash or a clock that goes back never starts it twice.
 */
export function createSchedules(parts: SchedulesParts) {
  const { store, sources, clock } = parts;
  const runningSince = clock.now();

  /** Inside a write: makes the armed schedules those of the live releases. What was armed before keeps its place in time. */
  function rearm(): void {
    const now = clock.now();
    const armed = new Map(store.schedules.list().map((row) => [`${row.flow} ${row.node}`, row]));
    for (const { id, promotedBy } of store.flows.listLive()) {
      for (const [node, spec] of liveSpecs(id)) {
        const text = JSON.stringify(spec);
        const before = armed.get(`${id} ${node}`);
        armed.delete(`${id} ${node}`);
        if (before?.spec === text && before.armedBy === promotedBy) continue;
        // A new or changed schedule starts now: a slot before its change is never fired.
        const lastSlot = before?.spec === text ? before.lastSlot : now;
        store.schedules.arm({
          flow: id,
          node,
          spec: text,
          armedBy: promotedBy,
          lastSlot,
          nextAt: nextSlot(spec, lastSlot),
        });
      }
    }
    for (const row of armed.values()) store.schedules.disarm(row.flow, row.node);
  }

  /** One flow that cannot be read must not disarm the others, nor keep the host from starting. */
  function liveSpecs(flow: string): [string, Spec][] {
    try {
      return specsOf(sources.find(flow, 'live'));
    } catch (error) {
      parts.log(`schedules of ${flow}: ${String(error)}`);
      return [];
    }
  }

  /** Inside a write: everything of one schedule that is due by now. */
  function fire(row: ScheduleRow, now: number): void {
    const spec = JSON.parse(row.spec) as Spec; // written by `rearm`
    const { fire: slots, missed, last } = judgeSlots(spec, row.lastSlot, now, runningSince);
    const source = sources.find(row.flow, 'live');
    for (const slot of slots) {
      const run = startSlot(source, row, slot, now);
      if (run === null)
        parts.log(`the slot ${new Date(slot).toISOString()} of ${row.flow}/${row.node} had its run already`);
    }
    for (const slot of missed)
      store.schedules.takeSlot({
        flow: row.flow,
        node: row.node,
        slot,
        run: null,
        outcome: 'missed',
        at: now,
      });
    if (missed.length > 0) parts.missed(row.flow, row.node, missed, now);
    const reached = Math.max(row.lastSlot, last);
    store.schedules.advance(row.flow, row.node, reached, nextSlot(spec, Math.max(reached, now)));
  }

  function startSlot(source: Source, row: ScheduleRow, slot: number, now: number): string | null {
    const { flow, node } = row;
    if (!store.schedules.takeSlot({ flow, node, slot, run: null, outcome: 'fired', at: now })) return null;
    const run = parts.begin(source, node, { scheduledFor: new Date(slot).toISOString() }, 'schedule');
    store.schedules.nameRun(flow, node, slot, run);
    return run;
  }

  return {
    rearm,
    nextDue: (): number | null => store.schedules.nextDue(),
    fireDue: async (now: number): Promise<void> => {
      for (const row of store.schedules.due(now)) {
        try {
          await parts.write(() => fire(row, now));
        } catch (error) {
          if (isStorageError(error)) throw error;
          parts.log(`the schedule ${row.flow}/${row.node} could not start a run: ${String(error)}`);
          await parts.write(() => store.schedules.advance(row.flow, row.node, row.lastSlot, now + againMs));
        }
      }
    },
  };
}

function specsOf(source: Source): [string, Spec][] {
  const { definition } = source.program;
  return definition.order.flatMap((name): [string, Spec][] => {
    const node = definition.nodes[name];
    if (node?.kind !== 'trigger.schedule' || !isJsonObject(node.config)) return [];
    const { cron, every, timezone, misfire, maxLate } = node.config as Spec; // parsed by the kind's schema when it was compiled
    return [
      [
        name,
        {
          ...(cron === undefined ? {} : { cron }),
          ...(every === undefined ? {} : { every }),
          timezone,
          misfire,
          ...(maxLate === undefined ? {} : { maxLate }),
        },
      ],
    ];
  });
}
