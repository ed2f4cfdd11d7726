import type { Json } from '../../shared/json.ts';
import type { RunEvent } from '../../shared/run/event.ts';
import type { Resources } from '../resources/resources.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { Sources } from './sources.ts';

const dayMs = 86_400_000;
/** Where a flow does not say: RELIABILITY G16. */
export const retentionMs = 90 * dayMs;
/** Promised are 30 days. */
const requestsMs = 90 * dayMs;
const slotsMs = 400 * dayMs;
const runsAtOnce = 50;

export type HousekeepingParts = {
  store: Store;
  sources: Sources;
  resources: Pick<Resources, 'remove'>;
  clock: Clock;
  write: <T>(work: () => T) => Promise<T>;
  /** It stops between two pieces when the host closes, and goes on at the next start. */
  isClosing: () => boolean;
};

/**
 * Takes old payloads out of finished runs, a few at a time. What happened, every card, decision and journal entry stays;
 * so do the ids, so an old request is never done again.
 */
export async function keepHouse(parts: HousekeepingParts): Promise<{ purged: number }> {
  const { store, clock } = parts;
  const now = clock.now();
  let purged = 0;
  for (const flow of store.runs.flowsWithRuns()) {
    const before = now - retentionOf(parts, flow);
    for (;;) {
      const count = await parts.write(() => purgeSome(store, flow, before, now));
      purged += count;
      if (count < runsAtOnce || parts.isClosing()) break;
    }
  }
  const unused = await parts.write(() => {
    store.requests.prune(now - requestsMs);
    store.outbox.prune(now - requestsMs);
    store.schedules.prune(now - slotsMs);
    store.links.prune(now - requestsMs);
    const files = store.resources.unused(now - 7 * dayMs, 500);
    for (const sha of files) store.resources.remove(sha);
    return files;
  });
  for (const sha of unused) await parts.resources.remove(sha);
  return { purged };
}

function purgeSome(store: Store, flow: string, before: number, now: number): number {
  const runs = store.runs.purgeable(flow, before, runsAtOnce);
  for (const { n, id } of runs) {
    for (const row of store.events.rewrite(n, withoutPayload)) store.search.remove(row);
    store.resources.release(id);
    store.stepLogs.remove(n);
    store.runs.purged(n, now);
  }
  return runs.length;
}

/** The newest word on how long this flow's payloads are kept. */
function retentionOf(parts: HousekeepingParts, flow: string): number {
  const newest = parts.store.releases.newest(flow);
  const hash = newest?.hash;
  const definition = hash === undefined ? draftOf(parts, flow) : parts.store.definitions.get(hash);
  return definition?.settings.retentionMs ?? retentionMs;
}

function draftOf(parts: HousekeepingParts, flow: string) {
  try {
    return parts.sources.find(flow, 'draft').program.definition;
  } catch {
    return null; // deleted or not compiling: the default applies
  }
}

function withoutPayload(event: RunEvent): RunEvent {
  if (event.type === 'run.started') return { ...event, data: { ...event.data, payload: null } };
  if (!event.type.startsWith('step.')) return event;
  const data: Record<string, Json> = { ...(event.data as Record<string, Json>) }; // every event's data is plain JSON
  for (const key of ['input', 'output']) if (key in data) data[key] = null;
  return { ...event, data } as unknown as RunEvent; // the same event with nothing in two of its fields
}
