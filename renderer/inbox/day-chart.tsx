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
        viewBox={`0 0 ${width} ${height + 18}`}
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
        <text x={0} y={height + 14} className={classes.tick}>
          {days[0]}
        </text>
        <text x={width} y={height + 14} textAnchor="end" className={classes.tick}>
          {days.at(-1)}
        </text>
      </svg>
      <Disclosure label="As a table">
        <GroupTable label="Cards by day" rows={rows} nameOf={(day) => day} />
      </Disclosure>
    </div>
  );
}

function Column({ row, x, width: room, most }: { row: MetricsRow; x: number; width: number; most: number }) {
  let y = height;
  return (
    <g>
      <title>{`${row.key}: ${row.requested} asked, ${row.decided} decided`}</title>
      {endings.map(({ key }) => {
        const size = (row[key] / most) * height;
        y -= size;
        return size === 0 ? null : (
          <rect
            key={key}
            data-ending={key}
            x={x + Math.min(2, room * 0.1)}
            y={y}
            width={Math.max(1, room - Math.min(4, room * 0.2))}
            height={Math.max(0.5, size - 0.5)}
          />
        );
      })}
    </g>
  );
}
