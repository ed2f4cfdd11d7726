import type { Database } from 'better-sqlite3';

/** An armed schedule of a live flow. `lastSlot`: the newest instant that was dealt with. Times are epoch ms. */
export type ScheduleRow = {
  flow: string;
  node: string;
  spec: string;
  armedBy: string | null;
  lastSlot: number;
  nextAt: number | null;
};

/** What became of one slot. `missed` and `late` ones are listed, never silently dropped. */
export type SlotRow = {
  flow: string;
  node: string;
  slot: number;
  run: string | null;
  outcome: 'fired' | 'missed';
  at: number;
};

const columns = 'flow, node, spec, armed_by AS armedBy, last_slot AS lastSlot, next_at AS nextAt';

export type ScheduleStore = ReturnType<typeof createScheduleStore>;

export function createScheduleStore(db: Database) {
  const list = db.prepare<[], ScheduleRow>(`SELECT ${columns} FROM schedules ORDER BY flow, node`);
  const due = db.prepare<[number], ScheduleRow>(
    `SELECT ${columns} FROM schedules WHERE next_at IS NOT NULL AND next_at <= ? ORDER BY next_at, flow, node`,
  );
  const nextDue = db.prepare<[], { at: number | null }>(
    'SELECT min(next_at) AS at FROM schedules WHERE next_at IS NOT NULL',
  );
  const arm = db.prepare<[string, string, string, string | null, number, number | null]>(
    `INSERT INTO schedules (flow, node, spec, armed_by, last_slot, next_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (flow, node) DO UPDATE SET spec = excluded.spec, armed_by = excluded.armed_by, last_slot = excluded.last_slot, next_at = excluded.next_at`,
  );
  const advance = db.prepare<[number, number | null, string, string]>(
    'UPDATE schedules SET last_slot = ?, next_at = ? WHERE flow = ? AND node = ?',
  );
  const disarm = db.prepare<[string, string]>('DELETE FROM schedules WHERE flow = ? AND node = ?');
  const takeSlot = db.prepare<[string, string, number, string | null, string, number]>(
    'INSERT OR IGNORE INTO slots (flow, node, slot, run, outcome, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const nameRun = db.prepare<[string, string, string, number]>(
    'UPDATE slots SET run = ? WHERE flow = ? AND node = ? AND slot = ?',
  );
  const slots = db.prepare<[string, number], SlotRow>(
    'SELECT flow, node, slot, run, outcome, at FROM slots WHERE flow = ? ORDER BY slot DESC LIMIT ?',
  );
  const missed = db.prepare<[number, number], SlotRow>(
    "SELECT flow, node, slot, run, outcome, at FROM slots WHERE outcome = 'missed' AND at >= ? ORDER BY at DESC, slot DESC LIMIT ?",
  );
  const late = db.prepare<[number, number, number], SlotRow>(
    "SELECT flow, node, slot, run, outcome, at FROM slots WHERE outcome = 'fired' AND at >= ? AND at - slot >= ? ORDER BY at DESC, slot DESC LIMIT ?",
  );
  const prune = db.prepare<[number]>('DELETE FROM slots WHERE at < ?');
  return {
    list: (): ScheduleRow[] => list.all(),
    due: (at: number): ScheduleRow[] => due.all(at),
    nextDue: (): number | null => nextDue.get()?.at ?? null,
    arm: (row: ScheduleRow): void =>
      void arm.run(row.flow, row.node, row.spec, row.armedBy, row.lastSlot, row.nextAt),
    advance: (flow: string, node: string, lastSlot: number, nextAt: number | null): void =>
      void advance.run(lastSlot, nextAt, flow, node),
    disarm: (flow: string, node: string): void => void disarm.run(flow, node),
    /** False when the slot was dealt with before: at most one run per flow, node and instant. */
    takeSlot: (slot: SlotRow): boolean =>
      takeSlot.run(slot.flow, slot.node, slot.slot, slot.run, slot.outcome, slot.at).changes > 0,
    nameRun: (flow: string, node: string, slot: number, run: string): void =>
      void nameRun.run(run, flow, node, slot),
    slots: (flow: string, limit: number): SlotRow[] => slots.all(flow, limit),
    missed: (since: number, limit: number): SlotRow[] => missed.all(since, limit),
    /** Started since a moment, and by at least `lateMs` later than planned. */
    late: (since: number, lateMs: number, limit: number): SlotRow[] => late.all(since, lateMs, limit),
    prune: (before: number): void => void prune.run(before),
  };
}
