import type { ReactNode } from 'react';
import classes from './part.module.css';

/** One part of what is to be known before a release, with its heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <h3 className={classes.title}>{title}</h3>
      {children}
    </section>
  );
}
