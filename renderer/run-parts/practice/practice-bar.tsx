import { Button } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { Link } from 'wouter';
import { aheadInWords } from '../../../shared/run/jump-words.ts';
import { useMay, useNames } from '../../api/names.ts';
import { useCall } from '../../api/use-call.ts';
import { stepName } from '../../steps/step-words.ts';
import { Tag } from '../../ui/status-badge.tsx';
import { ClockAhead, useNow } from '../../ui/use-now.ts';
import type { Run } from '../run-words.ts';
import { PracticePresses } from './practice-presses.tsx';
import { waitsInWords, type Telling } from './practice-words.ts';
import classes from './practice-bar.module.css';

type Props = {
  run: Run;
  /** Where the card stands on the same screen: leads there. Otherwise the card is opened in the inbox. */
  onDecide?: (approval: string) => void;
};

/**
 * What a draft waits for, and the presses that take it on at once: to its next deadline, with the other side's answer,
 * to its card. Everything pressed here is recorded as practice. Nothing for runs that count, and for drafts that move.
 */
export function PracticeBar(props: Props) {
  const { run } = props;
  const isWaiting = run.endedAt === null && (run.due !== null || run.waitingFor.length > 0);
  if (run.target !== 'draft' || !(isWaiting || run.clockAheadMs > 0)) return null;
  return (
    <ClockAhead value={run.clockAheadMs}>
      <Bar {...props} />
    </ClockAhead>
  );
}

function Bar({ run, onDecide }: Props) {
  const place = useRef<HTMLElement>(null);
  const names = useNames();
  const now = useNow();
  const drawing = useCall('runs.drawing', { id: run.id }).data?.drawing;
  const cards = useCall('approvals.list', { run: run.id, limit: 500 }).data?.items ?? [];
  const mine = useCall('approvals.list', { run: run.id, status: 'pending', mine: true }).data?.items ?? [];
  const mayDecide = useMay('decide');
  useFocusAtEnd(place, run.endedAt !== null);
  const step = (node: string): string => stepName(drawing, node);
  const telling: Telling = { run, cards, names, step, now };
  const ahead = run.clockAheadMs === 0 ? null : aheadInWords(run.clockAheadMs);
  const isEnded = run.endedAt !== null;

  return (
    <section className={classes.bar} aria-label="Practice" ref={place} tabIndex={-1}>
      <p className={classes.words}>
        <Tag>Practice</Tag>
        <span>
          {isEnded ? 'This draft has ended.' : waitsInWords(telling)}
          {ahead === null ? null : <span className={classes.ahead}> Its clock is {ahead} ahead.</span>}
        </span>
      </p>
      {isEnded ? null : (
        <div className={classes.buttons}>
          {mayDecide
            ? mine.map(({ id, node }) => (
                <DecideButton key={id} id={id} onDecide={onDecide}>
                  {mine.length === 1 ? 'Decide' : `Decide “${step(node)}”`}
                </DecideButton>
              ))
            : null}
          <PracticePresses run={run} drawing={drawing} telling={telling} />
        </div>
      )}
    </section>
  );
}

type DecideProps = { id: string; onDecide: Props['onDecide']; children: ReactNode };

function DecideButton({ id, onDecide, children }: DecideProps) {
  const icon = <IconUserCheck size={14} aria-hidden="true" />;
  return onDecide === undefined ? (
    <Button
      component={Link}
      to={`/inbox/${encodeURIComponent(id)}`}
      size="compact-sm"
      variant="light"
      leftSection={icon}
    >
      {children}
    </Button>
  ) : (
    <Button size="compact-sm" variant="light" leftSection={icon} onClick={() => onDecide(id)}>
      {children}
    </Button>
  );
}

/** The last press takes its own button away: whoever pressed it by keyboard is not left nowhere. */
function useFocusAtEnd(place: RefObject<HTMLElement | null>, isEnded: boolean): void {
  const before = useRef(isEnded);
  useEffect(() => {
    if (before.current === isEnded) return;
    before.current = isEnded;
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, [isEnded, place]);
}
