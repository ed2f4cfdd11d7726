import type { Database } from 'better-sqlite3';

export type LiveRun = { n: number; id: string; flow: string; crashes: number };

/** The questions the runtime asks about runs: who is due, who was interrupted, who stands in the way of whom. */
export function createRunWork(db: Database) {
  const columns = 'n, id, flow, crashes';
  const due = db.prepare<[number, number], LiveRun>(
    `SELECT ${columns} FROM runs WHERE due_at IS NOT NULL AND due_at <= ? AND parked IS NULL ORDER BY due_at, n LIMIT ?`,
  );
  const nextDue = db.prepare<[], { at: number | null }>(
    'SELECT min(due_at) AS at FROM runs WHERE due_at IS NOT NULL AND parked IS NULL',
  );
  const inFlight = db.prepare<[], LiveRun>(
    `SELECT ${columns} FROM runs WHERE in_flight = 1 AND parked IS NULL ORDER BY n`,
  );
  const polled = db.prepare<[], { id: string }>('SELECT id FROM runs WHERE polled = 1 ORDER BY n');
  const overlapping = db.prepare<[string], { id: string }>(
    'SELECT id FROM runs WHERE overlap = ? AND ended_at IS NULL AND n NOT IN (SELECT run FROM queue) ORDER BY n',
  );
  const parked = db.prepare<[], { id: string; flow: string; parked: string }>(
    'SELECT id, flow, parked FROM runs WHERE ended_at IS NULL AND parked IS NOT NULL ORDER BY n',
  );
  const crashed = db.prepare<[string], { crashes: number }>(
    'UPDATE runs SET crashes = crashes + 1 WHERE id = ? RETURNING crashes',
  );
  const survived = db.prepare<[string]>('UPDATE runs SET crashes = 0 WHERE id = ? AND crashes > 0');
  const park = db.prepare<[string, string]>('UPDATE runs SET parked = ? WHERE id = ?');
  const postpone = db.prepare<[number, string]>('UPDATE runs SET due_at = ? WHERE id = ?');
  const purgeable = db.prepare<[string, number, number], { n: number; id: string }>(
    'SELECT n, id FROM runs WHERE flow = ? AND ended_at IS NOT NULL AND ended_at < ? AND purged_at IS NULL ORDER BY n LIMIT ?',
  );
  const purged = db.prepare<[number, number]>('UPDATE runs SET purged_at = ? WHERE n = ?');
  const flows = db.prepare<[], { flow: string }>('SELECT DISTINCT flow FROM runs');

  return {
    due: (at: number, limit: number): LiveRun[] => due.all(at, limit),
    nextDue: (): number | null => nextDue.get()?.at ?? null,
    /** Runs that were in the middle of an effect: the only ones recovery has to look into. */
    inFlight: (): LiveRun[] => inFlight.all(),
    polled: (): string[] => polled.all().map((row) => row.id),
    /** Live runs under an overlap key, oldest first; those that stand in the queue are not counted. */
    overlapping: (key: string): string[] => overlapping.all(key).map((row) => row.id),
    parked: () => parked.all(),
    /** Counts a crash and says how many there were in a row. */
    crashed: (id: string): number => crashed.get(id)?.crashes ?? 0,
    survived: (id: string): void => void survived.run(id),
    park: (id: string, reason: string): void => void park.run(reason, id),
    postpone: (id: string, until: number): void => void postpone.run(until, id),
    /** Ended before a moment, payloads still there. */
    purgeable: (flow: string, before: number, limit: number) => purgeable.all(flow, before, limit),
    purged: (n: number, at: number): void => void purged.run(at, n),
    flowsWithRuns: (): string[] => flows.all().map((row) => row.flow),
  };
}
