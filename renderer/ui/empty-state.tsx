import type { ReactNode } from 'react';
import { Mark } from './mark.tsx';
import classes from './state.module.css';

/** Nothing here yet: says what to do next. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={classes.state}>
      <Mark size={48} quiet />
      <h2 className={classes.title}>{title}</h2>
      {children === undefined ? null : <div className={classes.words}>{children}</div>}
      {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
