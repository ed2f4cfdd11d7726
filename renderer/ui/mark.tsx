import { markShape } from './mark-shape.ts';
import classes from './mark.module.css';

/** Signed and countersigned: one solid check stroke, one outlined, overlapping. */
export function Mark({ size = 24, quiet = false }: { size?: number; quiet?: boolean }) {
  return (
    <svg
      className={classes.mark}
      data-quiet={quiet || undefined}
      width={size}
      height={size}
      viewBox={`0 0 ${markShape.size} ${markShape.size}`}
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path className={classes.outer} d={markShape.countersigned} strokeWidth="5.6" />
      <path className={classes.inner} d={markShape.countersigned} strokeWidth="2.6" />
      <path className={classes.solid} d={markShape.signed} strokeWidth="4" />
    </svg>
  );
}
