import type { ReactNode } from 'react';
import { Mark } from './mark.tsx';
import classes from './state.module.css';

type Props = {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Where it is the whole screen its title is the screen's. */
  isScreen?: boolean;
};

/** Nothing here yet: says what to do next. */
export function EmptyState({ title, children, actions, isScreen = false }: Props) {
  const Title = isScreen ? 'h1' : 'h2';
  return (
    <div className={classes.state} data-screen={isScreen || undefined}>
      <Mark size={48} quiet />
      <Title className={classes.title}>{title}</Title>
      {children === undefined ? null : <div className={classes.words}>{children}</div>}
      {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
