import { Disclosure } from '../ui/disclosure.tsx';
import { GroupTable } from './group-table.tsx';
import { endings, type MetricsRow } from './metrics-words.ts';
import classes from './numbers.module.css';

const width = 720;
const height = 120;

/** A column for each day, stacked by how its cards ended; the table behind it says the same. */
export function DayChart({ rows, days }: { rows: readonly MetricsRow[]; days: readonly string[] }) {
  const byDay = new Map(rows.map((row) => [row.key, row]));
  const most = Math.max(1, ...rows.map(({ requested }) => requested));
  const step = width / days.length;
  return (
    <div>
      <svg
        className={classes.days}
        preserveAspectRatio="none"
        viewBox={`0 0 ${width} ${height + 1}`}
        role="img"
        aria-label={`Cards asked for on each day, at most ${most} on one day`}
      >
        <line x1={0} x2={width} y1={height + 0.5} y2={height + 0.5} className={classes.axis} />
        {days.map((day, index) => {
          const row = byDay.get(day);
          return row === undefined ? null : (
            <Column key={day} row={row} x={index * step} width={step} most={most} />
          );
        })}
      </svg>
      <div className={classes.ends} aria-hidden="true">
        <span>{endOf(days[0])}</span>
        <span>{endOf(days.at(-1))}</span>
      </div>
      <Disclosure label="As a table">
        <GroupTable label="Cards by day" rows={rows} nameOf={(day) => day} />
      </Disclosure>
    </div>
  );
}

const dayMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const endOf = (day: string | undefined): string =>
  day === undefined ? '' : dayMonth.format(Date.parse(day));

type ColumnProps = { row: MetricsRow; x: number; width: number; most: number };

function Column({ row, x, width: room, most }: ColumnProps) {
  return (
    <g>
      <title>{`${row.key}: ${row.requested} asked, ${row.decided} decided`}</title>
      {endings.map(({ key }, index) => {
        const below = endings.slice(0, index).reduce((sum, other) => sum + row[other.key], 0);
        const size = (row[key] / most) * height;
        return size === 0 ? null : (
          <rect
            key={key}
            data-ending={key}
            x={x + Math.min(2, room * 0.1)}
            y={height - (below / most) * height - size}
            width={Math.max(1, room - Math.min(4, room * 0.2))}
            height={Math.max(0.5, size - 0.5)}
          />
        );
      })}
    </g>
  );
}
