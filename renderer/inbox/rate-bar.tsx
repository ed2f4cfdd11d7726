import { endings, type MetricsRow } from './metrics-words.ts';
import classes from './numbers.module.css';

/** How all cards ended, as one bar; its legend says every number, so that nothing hangs on a colour. */
export function RateBar({ row }: { row: MetricsRow }) {
  const parts = endings.filter(({ key }) => row[key] > 0);
  const sum = parts.reduce((all, { key }) => all + row[key], 0);
  if (sum === 0) return null;
  return (
    <div>
      <div className={classes.rate} aria-hidden="true">
        {parts.map(({ key }) => (
          <span key={key} data-ending={key} style={{ flexGrow: row[key] }} />
        ))}
      </div>
      <ul className={classes.legend}>
        {parts.map(({ key, label }) => (
          <li key={key}>
            <span className={classes.swatch} data-ending={key} aria-hidden="true" />
            {label} <strong>{row[key]}</strong> ({Math.round((row[key] / sum) * 100)} %)
          </li>
        ))}
      </ul>
    </div>
  );
}
