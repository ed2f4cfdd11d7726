import { IconChevronLeft } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'wouter';
import classes from './page.module.css';
import { windowTitle } from './window-title.ts';

type Props = {
  title: string;
  /** Beside the title: badges, tags. */
  marks?: ReactNode;
  /** Under the title: one sentence. */
  lead?: ReactNode;
  actions?: ReactNode;
  back?: { to: string; label: string };
  /** `full` gives the content the whole width and height without padding (two panes). */
  fit?: 'reading' | 'wide' | 'full';
  children: ReactNode;
};

/** A screen: heading, its actions and one scrolling content. */
export function Page({ title, marks, lead, actions, back, fit = 'wide', children }: Props) {
  useTitle(title);
  return (
    <div className={classes.page} data-fit={fit}>
      <header className={classes.header}>
        <div className={classes.headerInner}>
          {back === undefined ? null : (
            <Link to={back.to} className={classes.back}>
              <IconChevronLeft size={14} aria-hidden="true" />
              {back.label}
            </Link>
          )}
          <div className={classes.headLine}>
            <div className={classes.titleLine}>
              <h1 className={classes.title} data-page-title tabIndex={-1}>
                {title}
              </h1>
              {marks}
            </div>
            {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
          </div>
          {lead === undefined || lead === null ? null : <div className={classes.lead}>{lead}</div>}
        </div>
      </header>
      <div className={classes.content} data-scroller>
        <div className={classes.inner}>{children}</div>
      </div>
    </div>
  );
}

function useTitle(title: string): void {
  const before = useRef(document.title);
  useEffect(() => {
    const old = before.current;
    document.title = windowTitle(title);
    return () => {
      document.title = old;
    };
  }, [title]);
}

/** A part of a page with its own heading. */
export function Section({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
