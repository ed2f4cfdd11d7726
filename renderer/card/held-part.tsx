import { Button } from '@mantine/core';
import { use, useEffect, useState } from 'react';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { useMay, type Names } from '../api/names.ts';
import { newRequestId, useAct } from '../api/use-call.ts';
import { announce, announceError } from '../ui/announce.tsx';
import { clockTime } from '../ui/times.ts';
import { ClockAhead, useNow } from '../ui/use-now.ts';
import { decisionPast } from './card-words.ts';
import classes from './card.module.css';

type Props = { card: Approval; held: NonNullable<Approval['held']>; names: Names; mayDecide: boolean };

/** Answered from a desktop message a moment ago: it does not count yet, and here is the way back. */
export function HeldPart({ card, held, names, mayDecide }: Props) {
  const undo = useAct('approvals.undo');
  const left = useSecondsUntil(Date.parse(held.until));
  const now = useNow();
  const isMine = names.isMe(held.by);
  const maySpeak = useMay('decide');
  const who = isMine ? 'You' : names.person(held.by);
  return (
    <div className={classes.held} role="status" data-held>
      <span>
        <strong>{who}</strong> {decisionPast(card, held.decision)} from a message.{' '}
        {/* Each second is for the eye; it would be read out again and again. */}
        <span aria-hidden="true" className={classes.heldTime}>
          {left > 0 ? `Takes effect in ${left} s.` : 'Takes effect now.'}
        </span>
        <span className="visually-hidden">It takes effect at {clockTime(held.until, now)}.</span>
      </span>
      {maySpeak && (isMine || mayDecide) ? (
        <Button
          size="compact-sm"
          loading={undo.isPending}
          onClick={() =>
            undo.mutate(
              { id: card.id, requestId: newRequestId() },
              {
                onSuccess: () => announce('Undone. The card waits again.'),
                onError: (error) => announceError('It was not undone.', error),
              },
            )
          }
        >
          Undo
        </Button>
      ) : null}
    </div>
  );
}

function useSecondsUntil(until: number): number {
  const ahead = use(ClockAhead);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((until - now - ahead) / 1000));
}
