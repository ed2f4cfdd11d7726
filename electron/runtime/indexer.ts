import type { Json } from '../../shared/json.ts';
import type { RunEvent } from '../../shared/run/event.ts';
import type { Store } from '../store/store.ts';

export type Indexer = ReturnType<typeof createIndexer>;

const cursorKey = 'indexed';
/** Search follows the work, it never slows it: it waits for a quiet moment, and in a storm takes a little now and then. */
const quietMs = 250;
const stormMs = 2000;
const batch = 200;
const longestText = 4000;

/** Feeds the full-text index from the events, off the commit path, from where it stopped: also after a crash. */
export function createIndexer(parts: {
  store: Store;
  write: <T>(work: () => T) => Promise<T>;
  log: (line: string) => void;
}) {
  const { store } = parts;
  let timer: NodeJS.Timeout | null = null;
  let changedAt = 0;
  let ranAt = 0;
  let closed = false;
  let working: Promise<unknown> | null = null;

  function plan(ms: number): void {
    if (timer !== null || closed) return;
    timer = setTimeout(() => {
      timer = null;
      const now = Date.now();
      if (now - changedAt < quietMs && now - ranAt < stormMs) return plan(quietMs);
      ranAt = now;
      working = step().finally(() => (working = null));
    }, ms);
    timer.unref();
  }

  async function step(): Promise<void> {
    try {
      if (await indexSome()) plan(10);
    } catch (error) {
      if (!closed) parts.log(`search indexing: ${String(error)}`);
    }
  }

  /** True when there is more. */
  function indexSome(): Promise<boolean> {
    return parts.write(() => {
      const from = Number(store.meta.get(cursorKey) ?? 0);
      const rows = store.events.after(from, batch);
      for (const row of rows) store.search.add(row.id, `${row.flow} ${textOf(row.events)}`);
      const last = rows.at(-1);
      if (last !== undefined) store.meta.set(cursorKey, last.id);
      return rows.length === batch;
    });
  }

  return {
    notice: (): void => {
      changedAt = Date.now();
      plan(quietMs);
    },
    /** For tests and before a search that must not miss anything. */
    catchUp: async (): Promise<void> => {
      while (await indexSome());
    },
    close: async (): Promise<void> => {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await working;
    },
  };
}

function textOf(events: readonly RunEvent[]): string {
  let text = '';
  const add = (value: Json | undefined): void => {
    if (text.length > longestText || value === undefined || value === null) return;
    if (typeof value === 'string') text += `${value.slice(0, longestText)} `;
    else if (typeof value === 'number') text += `${value} `;
    else if (Array.isArray(value)) value.forEach(add);
    else if (typeof value === 'object') Object.values(value).forEach(add);
  };
  for (const { data } of events) add(data as Json); // every event's data is plain JSON
  return text.slice(0, longestText);
}
