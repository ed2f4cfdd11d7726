import type { StreamEvent } from '../shared/api/stream.ts';
import type { RunStatus } from '../shared/run/event.ts';
import type { Change as RunChange, Runtime } from './runtime/runtime.ts';
import type { EventRow } from './store/events.ts';
import type { Store } from './store/store.ts';
import type { Change, Changes } from './transport/stream.ts';

type Noun = Extract<StreamEvent, { type: 'changed' }>['noun'];

/** What open windows are told: every committed change of a run, and that something else is worth asking for again. */
export function createChanges(store: Pick<Store, 'events' | 'settled'>): Changes & {
  follow: (runtime: Pick<Runtime, 'watch'>) => () => void;
  changed: (noun: Noun, id: string | null) => void;
} {
  const listeners = new Set<(change: Change) => void>();
  const tell = (change: Change) => {
    for (const listener of listeners) listener(change);
  };
  return {
    follow: (runtime) => runtime.watch((change) => tell(runChanged(change))),
    changed: (noun, id) => tell({ id: null, event: { type: 'changed', noun, id } }),
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    after: (id, limit) => store.events.after(id, limit).map(stored),
    last: store.events.last,
    settled: store.settled,
  };
}

function runChanged({ rowid, run, flow, status, types, approvals }: RunChange): Change {
  // Runs have no other statuses; the store's column is text.
  return {
    id: rowid,
    event: { type: 'run', run, flow, status: status as RunStatus, events: types, approvals },
  };
}

function stored({ id, run, flow, status, events }: EventRow): Change {
  const cards = events
    .filter(({ type }) => type.startsWith('approval.'))
    .map(({ node, visit }) => `${run}.${node ?? ''}.${visit ?? 1}`);
  const types = events.map(({ type }) => type);
  return runChanged({ rowid: id, run, flow, status, types, approvals: [...new Set(cards)] });
}
