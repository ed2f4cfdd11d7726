import type { Database } from 'better-sqlite3';

/** `text` null: what came after it was not kept. */
export type StepLogLine = { attempt: number; at: number; text: string | null };
export type StepLogPlace = { run: string; node: string; visit: number };

export type StepLogStore = ReturnType<typeof createStepLogStore>;

export function createStepLogStore(db: Database) {
  const add = db.prepare<[string, number, number, number, string | null, string]>(
    `INSERT INTO step_logs (run, node, visit, attempt, at, text)
     SELECT n, ?, ?, ?, ?, ? FROM runs WHERE id = ?`,
  );
  const of = db.prepare<[string, number, string], StepLogLine>(
    `SELECT attempt, at, text FROM step_logs
     WHERE node = ? AND visit = ? AND run = (SELECT n FROM runs WHERE id = ?) ORDER BY id`,
  );
  const remove = db.prepare<[number]>('DELETE FROM step_logs WHERE run = ?');
  return {
    /** Nothing is kept where there is no such run. */
    add: ({ run, node, visit }: StepLogPlace, { attempt, at, text }: StepLogLine): void =>
      void add.run(node, visit, attempt, at, text, run),
    /** In the order they were said. */
    of: ({ run, node, visit }: StepLogPlace): StepLogLine[] => of.all(node, visit, run),
    /** By the run's number: retention takes them with its payloads. */
    remove: (n: number): void => void remove.run(n),
  };
}
