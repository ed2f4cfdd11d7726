import type { ReactNode } from 'react';
import classes from './shell-frame.module.css';

/** Rail on the left, one screen beside it, a calm line on top when something about the whole window must be said. */
export function ShellFrame({
  rail,
  line,
  children,
}: {
  rail: ReactNode;
  line?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        Skip to the content
      </a>
      {rail}
      <main className={classes.main} id="content" tabIndex={-1}>
        {line === undefined || line === null ? null : (
          <div className={classes.line} role="status">
            {line}
          </div>
        )}
        <div className={classes.screen}>{children}</div>
        <div id="floating" />
      </main>
    </div>
  );
}
