import { durationWords } from '../ui/times.ts';
import type { MetricsRow } from './metrics-words.ts';
import classes from './numbers.module.css';

type Props = { label: string; rows: readonly MetricsRow[]; nameOf: (key: string) => string };

const columns = [
  'Cards',
  'Approved',
  'Changed',
  'Declined',
  'Sent back',
  'No answer',
  'Waiting',
  'Half within',
  '19 of 20 within',
];

/** One line for each, most cards first; a bar shows its share of the longest. */
export function GroupTable({ label, rows, nameOf }: Props) {
  if (rows.length === 0) return <p className={classes.none}>Nothing to show.</p>;
  const most = Math.max(...rows.map(({ requested }) => requested));
  const time = (ms: number | null): string => (ms === null ? '' : durationWords(ms));
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...rows]
            .sort((left, right) => right.requested - left.requested)
            .map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  <span className={classes.bar} style={{ width: `${(row.requested / most) * 100}%` }} />
                  <span className={classes.name}>{startBig(nameOf(row.key))}</span>
                </th>
                <td>{row.requested}</td>
                <td>{row.approved}</td>
                <td>{row.edited}</td>
                <td>{row.declined}</td>
                <td>{row.changes}</td>
                <td>{row.expired}</td>
                <td>{row.pending}</td>
                <td>{time(row.medianMs)}</td>
                <td>{time(row.p95Ms)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

const startBig = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
