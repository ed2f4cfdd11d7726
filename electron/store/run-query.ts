import type { RunInfo, RunStatus } from '../../shared/run/event.ts';
import { unknownCursor } from './cursor.ts';

/** What a list of runs is asked for. */
export type RunQuery = {
  flow?: string | undefined;
  version?: number | undefined;
  status?: RunStatus | undefined;
  target?: RunInfo['target'] | undefined;
  /** A person's id, or `webhook`, `schedule`, `event`. */
  person?: string | undefined;
  /** Free text over ids, names of flows, payloads and outputs. */
  q?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
  /** Only runs with a step of unknown outcome. */
  unknown?: boolean | undefined;
  /** The step a run failed at, and with which code. */
  node?: string | undefined;
  code?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
};

type Conditions = { where: string[]; values: (string | number)[] };

const mostWords = 12;

export const cursorOf = (n: number): string => `r${n}`;

function readCursor(cursor: string): number {
  const [, digits] = /^r([1-9]\d{0,14})$/.exec(cursor) ?? [];
  if (digits === undefined) throw unknownCursor();
  return Number(digits);
}

export function runConditions(query: RunQuery): Conditions {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const add = (sql: string, ...more: (string | number)[]) => {
    where.push(sql);
    values.push(...more);
  };
  if (query.flow !== undefined) add('flow = ?', query.flow);
  if (query.version !== undefined) add('version = ?', query.version);
  if (query.status !== undefined) {
    // The extra terms let SQLite see that one of the partial indexes holds every row asked for.
    const live = query.status === 'running' || query.status === 'waiting';
    add(live ? 'ended_at IS NULL AND status = ?' : 'ended_at IS NOT NULL AND status = ?', query.status);
    if (!live && query.status !== 'succeeded') where.push("status <> 'succeeded'");
  }
  // A failure's own index knows these two; said as text, for a bound value hides from SQLite which rows it means.
  if (query.node !== undefined || query.code !== undefined) where.push("status = 'failed'");
  if (query.node !== undefined) add('outcome_node = ?', query.node);
  if (query.code !== undefined) add('outcome_code = ?', query.code);
  if (query.target !== undefined) add('target = ?', query.target);
  if (query.person !== undefined) add('started_by = ?', query.person);
  if (query.unknown === true) where.push('unknown = 1');
  if (query.from !== undefined) add('started_at >= ?', query.from);
  if (query.to !== undefined) add('started_at <= ?', query.to);
  if (query.cursor !== undefined) add('n < ?', readCursor(query.cursor));
  const words = query.q?.trim() ?? '';
  if (words !== '') {
    const found = wordConditions(words);
    add(
      found.where.length === 0 ? 'id = ?' : `(substr(id, 1, ?) = ? OR (${found.where.join(' AND ')}))`,
      ...(found.where.length === 0 ? [words] : [words.length, words, ...found.values]),
    );
  }
  return { where, values };
}

/** Every word is the beginning of one somewhere in the run, or stands in its flow's name. What is FTS syntax is taken as text. */
function wordConditions(words: string): Conditions {
  const terms = (words.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, mostWords);
  return {
    where: terms.map(
      () =>
        `(n IN (SELECT e.run FROM search s JOIN events e ON e.id = s.rowid WHERE search MATCH ?)
          OR flow IN (SELECT id FROM flows WHERE instr(lower(name), ?) > 0))`,
    ),
    values: terms.flatMap((term) => [`"${term}"*`, term.toLowerCase()]),
  };
}
