import { AppError } from '../../shared/errors.ts';
import { replay } from '../../shared/run/replay.ts';
import type { RunState } from '../../shared/run/state.ts';
import type { Store } from '../store/store.ts';
import { createLru } from './lru.ts';

/** A run in memory: enough to go on without reading anything. Only runs that changed lately are held. `etag`: its drawing. */
export type Live = { n: number; flow: string; etag: string; overlap: string | null; state: RunState };

export type LiveRuns = ReturnType<typeof createLiveRuns>;

export function createLiveRuns(store: Store) {
  const lives = createLru<Live>(500);

  function load(run: string): Live {
    const known = lives.get(run);
    if (known !== undefined) return known;
    const row = store.runs.get(run);
    if (row === null)
      throw new AppError('not_found', `There is no run “${run}”.`, {
        fix: 'See the list of runs for those there are.',
      });
    const events = store.events.of(run);
    const state = events.length === 0 ? queuedState(run) : replay(events);
    const etag = state.version === state.info.version ? row.etag : drawnOn(row.flow, state.version, row.etag);
    const live = { n: row.n, flow: row.flow, etag, overlap: row.overlap, state };
    if (state.endedAt === null && events.length > 0) lives.set(run, live);
    return live;
  }

  /** The drawing's text on a version that a repair put a run on: its names and examples count from then on. */
  function drawnOn(flow: string, version: number | null, otherwise: string): string {
    return (version === null ? null : store.releases.get(flow, version)?.etag) ?? otherwise;
  }

  /** A start that waits for the run before it: accepted and durable, but nothing of it has happened. */
  function queuedState(run: string): RunState {
    const queued = store.queue.get(run);
    const row = store.runs.get(run);
    if (queued === null || row === null)
      throw new Error(`The run ${run} has no events and is not in the queue.`);
    return {
      info: queued.info,
      status: 'waiting',
      startedAt: row.startedAt,
      endedAt: null,
      outcome: null,
      visits: [],
      parked: [],
      hash: queued.info.hash,
      version: queued.info.version,
      seq: 0,
      open: [],
      clockAheadMs: 0,
      liveSince: 0,
    };
  }

  return {
    load,
    drawnOn,
    /** What is over is not held: it is folded again when somebody looks. */
    keep: (live: Live): void => lives.set(live.state.info.run, live),
    drop: lives.drop,
    held: lives.size,
  };
}
