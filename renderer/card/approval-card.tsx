import { Button } from '@mantine/core';
import { useEffect, useRef, type RefObject } from 'react';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { useMay, useNames, type Names } from '../api/names.ts';
import { ClockAhead } from '../ui/use-now.ts';
import { AnswerBar } from './answer-bar.tsx';
import { CardHead } from './card-head.tsx';
import { bringIntoSight } from './bring-into-sight.ts';
import classes from './card.module.css';
import { DecidedPart } from './decided-part.tsx';
import { useMayDecide } from './deciders.ts';
import { EarlierPart } from './earlier-part.tsx';
import { EditPart } from './edit-part.tsx';
import { ChangePart, EvidencePart } from './evidence-parts.tsx';
import { HeldPart } from './held-part.tsx';
import { NextPart } from './next-part.tsx';
import { AffectsPart, WhatPart, WhyPart } from './proposal-parts.tsx';
import { useAnswer, type Answer } from './use-answer.ts';
import { useKeys } from './use-keys.ts';
import { usePrepared } from './use-prepared.ts';
import { useReach } from './use-reach.ts';

type Props = {
  card: Approval;
  isOnRun?: boolean;
  /** False where several cards stand on one screen: a key must never mean more than one of them. */
  hasKeys?: boolean;
};

/**
 * The card, in the order of APPROVALS.md. Give it `key={card.id}`: an answer belongs to one card. `isOnRun`: it stands
 * on its run's page, which says the rest.
 */
export function ApprovalCard(props: Props) {
  return (
    <ClockAhead value={props.card.clockAheadMs ?? 0}>
      <WholeCard {...props} />
    </ClockAhead>
  );
}

function WholeCard({ card, isOnRun = false, hasKeys = true }: Props) {
  const names = useNames();
  const answer = useAnswer(card, names);
  const mayDecide = useMayDecide(card, names);
  const hasRight = useMay('decide');
  const isMine = card.status === 'pending' && hasRight && mayDecide?.may === true;
  const { place, comment, reach, press, edit, escape, later } = useReach(card, answer);
  useReturnToTop(card.status, place);
  usePrepared(answer, comment, isMine && hasKeys);
  useKeys(
    {
      a: () => press('approved'),
      d: () => press('declined'),
      c: () => press('changes'),
      e: edit,
      l: later,
    },
    isMine && hasKeys,
  );

  return (
    <article
      className={classes.card}
      ref={place}
      aria-label={card.title}
      data-card={card.id}
      data-no-keys={!hasKeys || undefined}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || !hasKeys) return;
        // A menu or dialog of the card stands elsewhere on the page and closes by itself.
        if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return;
        event.preventDefault();
        escape(event.target);
      }}
    >
      <div className={classes.body}>
        <CardHead card={card} names={names} mayDecide={isMine} isOnRun={isOnRun} />
        {card.status === 'pending' ? null : <DecidedPart card={card} names={names} />}
        {card.held === undefined ? null : (
          <HeldPart card={card} held={card.held} names={names} mayDecide={isMine} />
        )}
        <Notices card={card} answer={answer} names={names} />
        <WhatPart card={card} />
        <WhyPart card={card} names={names} />
        <AffectsPart card={card} />
        <ChangePart card={card} answer={answer} />
        {isMine ? <EditPart card={card} answer={answer} /> : null}
        <EvidencePart card={card} answer={answer} />
        <EarlierPart card={card} names={names} />
        {card.status === 'pending' ? <NextPart card={card} /> : null}
      </div>
      {isMine ? (
        <AnswerBar card={card} answer={answer} reach={reach} commentRef={comment} />
      ) : card.status === 'pending' && mayDecide !== undefined ? (
        <p className={classes.notMine}>
          {mayDecide.may ? 'Your access is for reading only.' : mayDecide.why}
        </p>
      ) : null}
    </article>
  );
}

/** What became of the card stands at its beginning; whoever just pressed a button there is led to it. */
function useReturnToTop(status: string, place: RefObject<HTMLElement | null>): void {
  const before = useRef(status);
  useEffect(() => {
    if (before.current === status) return;
    before.current = status;
    const title = place.current?.querySelector<HTMLElement>('[data-card-title]');
    bringIntoSight(place.current);
    // Only where the focus was lost with the button: nobody is taken away from where they are.
    if (document.activeElement === document.body) title?.focus({ preventScroll: true });
  }, [status, place]);
}

function Notices({ card, answer, names }: { card: Approval; answer: Answer; names: Names }) {
  if (card.status !== 'pending') return null;
  const agreed = card.agreed.map((id) => (names.isMe(id) ? 'You' : names.person(id))).join(', ');
  return (
    <>
      {answer.isStale ? (
        <div className={classes.notice} role="alert">
          <span>This card changed while it was open: it shows what it says now.</span>
          <Button size="compact-sm" onClick={answer.lookAgain}>
            Look again
          </Button>
        </div>
      ) : null}
      {card.quorum > 1 ? (
        <p className={classes.progress}>
          <strong>
            {card.agreed.length} of {card.quorum} agreed{agreed === '' ? '' : ':'}
          </strong>{' '}
          {agreed}
        </p>
      ) : null}
      {card.reachable ? null : (
        <p className={classes.notice}>
          Too few people are left who may decide this. Add somebody to{' '}
          {card.pools.map(names.pool).join(', ') || 'the people asked'} in Settings.
        </p>
      )}
    </>
  );
}
