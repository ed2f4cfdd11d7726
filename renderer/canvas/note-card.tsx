import type { ReactNode } from 'react';
import classes from './note-card.module.css';

/** A sticky note: its words, or the field they are written in. */
export function NoteCard({
  text,
  isSelected,
  children,
}: {
  text: string;
  isSelected: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={classes.note} data-selected={isSelected || undefined}>
      {children ?? <p className={classes.text}>{text || 'An empty note'}</p>}
    </div>
  );
}
