import { durationWords } from '../ui/times.ts';
import { FigureTable } from './figure-table.tsx';
import { startBig, type MetricsRow } from './metrics-words.ts';
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
    <FigureTable
      label={label}
      columns={columns}
      rows={[...rows]
        .sort((left, right) => right.requested - left.requested)
        .map((row) => ({
          key: row.key,
          head: startBig(nameOf(row.key)),
          share: row.requested / most,
          cells: [
            row.requested,
            row.approved,
            row.edited,
            row.declined,
            row.changes,
            row.expired,
            row.pending,
            time(row.medianMs),
            time(row.p95Ms),
          ],
        }))}
    />
  );
}
