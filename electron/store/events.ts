import type { Database } from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import type { NewEvent, RunEvent } from '../../shared/run/event.ts';

/** One transaction of a run. `id` is the home-wide order: the stream and the indexer go by it. */
export type EventRow = { id: number; run: string; flow: string; status: string; events: RunEvent[] };

type Raw = { id: number; seq: number; at: number; body: string };

export type EventStore = ReturnType<typeof createEventStore>;

/** Append-only. The events of one transition share one row: all have the row's time and follow its first number. */
export function createEventStore(db: Database) {
  const append = db.prepare<[number, number, number, string]>(
    'INSERT INTO events (run, seq, at, body) VALUES (?, ?, ?, ?)',
  );
  const of = db.prepare<[string], Raw>(
    'SELECT e.id, e.seq, e.at, e.body FROM events e WHERE e.run = (SELECT n FROM runs WHERE id = ?) ORDER BY e.seq',
  );
  const after = db.prepare<[number, number], Raw & { run: string; flow: string; status: string }>(
    `SELECT e.id, e.seq, e.at, e.body, r.id AS run, r.flow, r.status FROM events e JOIN runs r ON r.n = e.run
     WHERE e.id > ? ORDER BY e.id LIMIT ?`,
  );
  const last = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM events');
  const rows = db.prepare<[number], Raw>('SELECT id, seq, at, body FROM events WHERE run = ? ORDER BY seq');
  const replace = db.prepare<[string, number]>('UPDATE events SET body = ? WHERE id = ?');

  return {
    /** `body` is `eventsBody` of them, `seq` the number of the first one. Returns the row's id. */
    append: (n: number, seq: number, at: number, body: string): number =>
      Number(append.run(n, seq, at, body).lastInsertRowid),
    of: (run: string): RunEvent[] => of.all(run).flatMap(numbered),
    after: (id: number, limit: number): EventRow[] =>
      after.all(id, limit).map((row) => ({
        id: row.id,
        run: row.run,
        flow: row.flow,
        status: row.status,
        // One damaged row must not keep search and streams from everything behind it.
        events: parsed(row.body) === null ? [] : numbered(row),
      })),
    last: (): number => last.get()?.id ?? 0,
    /** The only change ever made to written events: retention takes payloads out, what happened stays. */
    rewrite: (n: number, change: (event: RunEvent) => RunEvent): number[] =>
      rows.all(n).map((row) => {
        replace.run(JSON.stringify(numbered(row).map(change).map(withoutNumber)), row.id);
        return row.id;
      }),
  };
}

/** How events are stored: their numbers and time are the row's. */
export function eventsBody(events: readonly NewEvent[]): string {
  return JSON.stringify(events);
}

function numbered(row: Raw): RunEvent[] {
  const events = parsed(row.body);
  if (events === null) {
    throw new AppError('store_damaged', 'What happened in this run is damaged on this machine’s disk.', {
      fix: 'Put back a backup from the folder “backups” of the home if you need it. Other runs are not affected.',
    });
  }
  return events.map((event, index) => ({ ...event, seq: row.seq + index, at: row.at }));
}

function parsed(body: string): NewEvent[] | null {
  try {
    return JSON.parse(body) as NewEvent[]; // only `eventsBody` and `rewrite` make bodies
  } catch {
    return null;
  }
}

function withoutNumber(event: RunEvent): NewEvent {
  const { seq: _seq, at: _at, ...rest } = event;
  return rest;
}
