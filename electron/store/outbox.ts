import type { Database } from 'better-sqlite3';
import type { Json } from '../../shared/json.ts';

export type OutboxStatus = 'pending' | 'sent' | 'failed' | 'withdrawn';

/** A message that was decided together with its cause and leaves after the commit, at least once, with its key. */
export type OutboxRow = {
  n: number;
  key: string;
  approval: string;
  kind: string;
  body: Json;
  status: OutboxStatus;
  attempts: number;
  /** Epoch ms; null once it is settled. */
  nextAt: number | null;
  result: string | null;
  at: number;
};

type Raw = Omit<OutboxRow, 'body'> & { body: string };
const columns = 'n, key, approval, kind, body, status, attempts, next_at AS nextAt, result, at';

export type OutboxStore = ReturnType<typeof createOutboxStore>;

export function createOutboxStore(db: Database) {
  const put = db.prepare<[string, string, string, string, number, number]>(
    "INSERT OR IGNORE INTO outbox (key, approval, kind, body, status, next_at, at) VALUES (?, ?, ?, ?, 'pending', ?, ?)",
  );
  const due = db.prepare<[number, number], Raw>(
    `SELECT ${columns} FROM outbox WHERE next_at IS NOT NULL AND next_at <= ? ORDER BY next_at, n LIMIT ?`,
  );
  const nextDue = db.prepare<[], { at: number | null }>(
    'SELECT min(next_at) AS at FROM outbox WHERE next_at IS NOT NULL',
  );
  const settle = db.prepare<[OutboxStatus, string | null, number]>(
    "UPDATE outbox SET status = ?, result = ?, attempts = attempts + 1, next_at = NULL WHERE n = ? AND status = 'pending'",
  );
  const later = db.prepare<[string, number, number]>(
    "UPDATE outbox SET result = ?, attempts = attempts + 1, next_at = ? WHERE n = ? AND status = 'pending'",
  );
  const withdraw = db.prepare<[string]>(
    "UPDATE outbox SET status = 'withdrawn', next_at = NULL WHERE approval = ? AND status = 'pending' AND kind IN ('request', 'reminder', 'escalation', 'held')",
  );
  const ofApproval = db.prepare<[string], Raw>(`SELECT ${columns} FROM outbox WHERE approval = ? ORDER BY n`);
  const failed = db.prepare<[], { count: number }>(
    "SELECT count(*) AS count FROM outbox WHERE status = 'failed'",
  );
  const prune = db.prepare<[number]>("DELETE FROM outbox WHERE status <> 'pending' AND at < ?");

  return {
    /** The same key twice is one message. */
    put: (message: { key: string; approval: string; kind: string; body: Json; at: number }): boolean =>
      put.run(
        message.key,
        message.approval,
        message.kind,
        JSON.stringify(message.body),
        message.at,
        message.at,
      ).changes > 0,
    due: (at: number, limit: number): OutboxRow[] => due.all(at, limit).map(fromRaw),
    nextDue: (): number | null => nextDue.get()?.at ?? null,
    settle: (n: number, status: 'sent' | 'failed', result: string | null): void =>
      void settle.run(status, result, n),
    later: (n: number, result: string, nextAt: number): void => void later.run(result, nextAt, n),
    /** What was not sent yet about a card that is decided now is not sent any more. */
    withdraw: (approval: string): void => void withdraw.run(approval),
    ofApproval: (approval: string): OutboxRow[] => ofApproval.all(approval).map(fromRaw),
    failedCount: (): number => failed.get()?.count ?? 0,
    prune: (before: number): void => void prune.run(before),
  };
}

function fromRaw(row: Raw): OutboxRow {
  return { ...row, body: JSON.parse(row.body) as Json };
}
