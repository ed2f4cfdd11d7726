import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { inThreeParts } from './error-words.ts';
import classes from './state.module.css';

type Props = {
  error: unknown;
  /** What could not be done: “The run could not be loaded.” */
  what?: string;
  /** What it means here; a sentence. */
  means?: string;
  onRetry?: () => void;
  actions?: ReactNode;
  /** Where it is the whole screen its title is the screen's. */
  isScreen?: boolean;
};

/** An error in three parts: what happened, what it means, what to press. */
export function ErrorState({ error, what, means, onRetry, actions, isScreen = false }: Props) {
  const Title = isScreen ? 'h1' : 'h2';
  const { happened, fix } = inThreeParts(error);
  return (
    <div className={classes.state} data-screen={isScreen || undefined} role="alert">
      <IconAlertTriangle size={32} stroke={1.5} className={classes.alarm} aria-hidden="true" />
      <Title className={classes.title}>{what ?? happened}</Title>
      <div className={classes.words}>
        {what === undefined ? null : <p>{happened}</p>}
        {means === undefined ? null : <p>{means}</p>}
        {fix === null ? null : <p>{fix}</p>}
      </div>
      <div className={classes.actions}>
        {onRetry === undefined ? null : (
          <Button variant="filled" onClick={onRetry}>
            Try again
          </Button>
        )}
        {actions}
      </div>
    </div>
  );
}

/** The same in one block beside what failed: a form, a button. */
export function ErrorNote({
  error,
  what,
  children,
}: {
  error: unknown;
  what?: string;
  children?: ReactNode;
}) {
  const { happened, fix } = inThreeParts(error);
  return (
    <div className={classes.note} role="alert">
      <IconAlertTriangle size={16} className={classes.alarm} aria-hidden="true" />
      <div>
        <strong>{what ?? happened}</strong>
        {what === undefined ? null : <span> {happened}</span>}
        {fix === null ? null : <span> {fix}</span>}
        {children}
      </div>
    </div>
  );
}
