import { CloseButton } from '@mantine/core';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { ApprovalCard } from '../../card/approval-card.tsx';
import { DoubtCard } from '../../card/doubt-card.tsx';
import { ClockAhead } from '../../ui/use-now.ts';
import { useView } from '../store/view-store.ts';
import classes from './decide-sheet.module.css';
import { useAsked } from './use-asked.ts';
import { useShownRun } from './use-shown-run.ts';

/** What the shown run asks, beside the canvas: decided here, seen there. Gone when nothing is asked any more. */
export function DecideSheet() {
  const view = useView();
  const run = useShownRun();
  const { cards, doubts } = useAsked(run);
  const sheet = useRef<HTMLElement>(null);
  const count = cards.length + doubts.length;

  const close = (): void => {
    view.setState({ isDeciding: false });
    const opener = document.querySelector<HTMLElement>('[data-decide]');
    if (opener === null) view.camera()?.focus(null);
    else opener.focus();
  };
  const asking = cards[0]?.node ?? doubts[0]?.node;
  useEffect(() => {
    sheet.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (asking === undefined) return undefined;
    // After the canvas has made room for the sheet.
    const frame = requestAnimationFrame(() => view.camera()?.reveal(asking));
    return () => cancelAnimationFrame(frame);
  }, [asking, view]);
  useEffect(() => {
    if (count > 0) return;
    view.setState({ isDeciding: false });
    view.camera()?.focus(null);
  }, [count, view]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    close();
  };
  if (run === undefined || count === 0) return null;
  return (
    <section
      ref={sheet}
      className={classes.sheet}
      role="dialog"
      aria-label="Decide"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <header className={classes.head}>
        <span className={classes.title}>{cards.length > 0 ? 'Decide' : 'Did this happen?'}</span>
        <CloseButton size="sm" aria-label="Back to the canvas" onClick={close} />
      </header>
      <ClockAhead value={run.clockAheadMs}>
        <div className={classes.body}>
          {cards.map((card) => (
            <ApprovalCard key={card.id} card={card} isOnRun hasKeys={false} />
          ))}
          {doubts.map(({ node, visit }) => (
            <DoubtCard key={`${node}.${visit}`} run={run.id} node={node} visit={visit} isOnRun />
          ))}
        </div>
      </ClockAhead>
    </section>
  );
}
