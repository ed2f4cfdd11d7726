import type { ReactNode } from 'react';
import classes from './frame-card.module.css';
import { frameTitleClass } from './group-frames.ts';

/** The frame around a group of steps; `children` stand in place of its name, while that is being written. */
export function FrameCard({
  name,
  tools,
  children,
}: {
  name: string;
  tools?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={classes.frame}>
      <div className={`${classes.title} ${frameTitleClass}`}>
        {children ?? <span className={classes.name}>{name === '' ? 'A group' : name}</span>}
        {tools}
      </div>
    </div>
  );
}
