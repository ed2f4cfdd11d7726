import type { ReactNode } from 'react';
import classes from './card.module.css';

/** One question of the card and its answer: question on the left, answer on the right. */
export function CardPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.part} role="group" aria-label={title}>
      <h3 className={classes.partTitle}>{title}</h3>
      <div className={classes.partBody}>{children}</div>
    </div>
  );
}
