import classes from './mark.module.css';

/** Signed and countersigned: one solid check stroke, one outlined, overlapping. */
export function Mark({ size = 24, quiet = false }: { size?: number; quiet?: boolean }) {
  return (
    <svg
      className={classes.mark}
      data-quiet={quiet || undefined}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path className={classes.outer} d="M11 17.5 16.5 23 28 9" strokeWidth="5.6" />
      <path className={classes.inner} d="M11 17.5 16.5 23 28 9" strokeWidth="2.6" />
      <path className={classes.solid} d="M4 15.5 9.5 21 20 8" strokeWidth="4" />
    </svg>
  );
}
