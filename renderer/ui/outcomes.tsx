import { outcomeHeights } from './outcome-heights.ts';
import { statusTone, statusWord } from './status-words.ts';
import classes from './outcomes.module.css';

/** The last runs as small bars, oldest left. */
export function Outcomes({ statuses }: { statuses: readonly string[] }) {
  const words = [...new Set(statuses)].map(
    (status) => `${statuses.filter((one) => one === status).length} ${statusWord(status).toLowerCase()}`,
  );
  if (statuses.length === 0) return <span className={classes.never}>Never ran</span>;
  return (
    <svg
      className={classes.outcomes}
      width={12 * 6}
      height={16}
      role="img"
      aria-label={`Last ${statuses.length === 1 ? 'run' : `${statuses.length} runs`}: ${words.join(', ')}`}
    >
      {[...statuses]
        .slice(0, 12)
        .reverse()
        .map((status, index) => {
          const height = outcomeHeights[statusTone(status)];
          return (
            <rect
              key={index}
              data-tone={statusTone(status)}
              x={index * 6}
              y={16 - height}
              width={4}
              height={height}
              rx={1}
            />
          );
        })}
    </svg>
  );
}
