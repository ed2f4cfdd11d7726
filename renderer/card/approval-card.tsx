import { Button } from '@mantine/core';
import { useEffect, useRef, type RefObject } from 'react';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { useMay, useNames, type Names } from '../api/names.ts';
import { AnswerBar } from './answer-bar.tsx';
import { CardHead } from './card-head.tsx';
import classes from './card.module.css';
import { DecidedPart } from './decided-part.tsx';
import { useMayDecide } from './deciders.ts';
import { EarlierPart } from './earlier-part.tsx';
import { EditPart } from './edit-part.tsx';
import { ChangePart, EvidencePart } from './evidence-parts.tsx';
import { NextPart } from './next-part.tsx';
import { AffectsPart, WhatPart, WhyPart } from './proposal-parts.tsx';
import { useAnswer, type Answer } from './use-answer.ts';
import { useKeys } from './use-keys.ts';

/**
 * The card, in the order of APPROVALS.md. Give it `key={card.id}`: an answer belongs to one card. `isOnRun`: it stands
 * on its run's page, which says the rest.
 */
export function ApprovalCard({ card, isOnRun = false }: { card: Approval; isOnRun?: boolean }) {
  const names = useNames();
  const answer = useAnswer(card, names);
  const mayDecide = useMayDecide(card, names);
  const hasRight = useMay('decide');
  const isMine = card.status === 'pending' && hasRight && mayDecide?.may === true;
  const place = useRef<HTMLElement>(null);
  const comment = useRef<HTMLTextAreaElement>(null);
  useReturnToTop(card.status, place);
  const { reach, press, edit, later } = createReach({ card, answer, place, comment });

  useKeys(
    {
      a: () => press('approved'),
      d: () => press('declined'),
      c: () => (card.offersChanges ? press('changes') : undefined),
      e: edit,
      l: later,
    },
    isMine,
  );

  return (
    <article className={classes.card} ref={place} aria-label={card.title} data-card={card.id}>
      <div className={classes.body}>
        <CardHead card={card} names={names} mayDecide={isMine} isOnRun={isOnRun} />
        {card.status === 'pending' ? null : <DecidedPart card={card} names={names} />}
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
    place.current?.scrollIntoView({ block: 'start' });
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

type Reach = {
  card: Approval;
  answer: Answer;
  place: RefObject<HTMLElement | null>;
  comment: RefObject<HTMLTextAreaElement | null>;
};

/**
 * What a press on a decision does now. It is sent when nothing stands in its way; otherwise the press leads to what is
 * missing: the evidence to open, the field to correct, the comment to write.
 */
function createReach({ card, answer, place, comment }: Reach) {
  const find = (selector: string): HTMLElement | null =>
    place.current?.querySelector<HTMLElement>(selector) ?? null;

  function reach(decision: string): void {
    answer.setWanted(decision);
    switch (answer.obstacle(decision)) {
      case 'stale':
        return;
      case 'unopened':
        return find(`[data-evidence="${CSS.escape(answer.unopened[0] ?? '')}"] button`)?.focus();
      case 'fault':
        return find('[data-editing] [aria-invalid="true"]')?.focus();
      case 'comment':
        return comment.current?.focus();
      case null:
        answer.decide(decision);
    }
  }

  /** By key: what matters more is not decided by one key alone; the key leads to the button and Enter decides. */
  function press(decision: string): void {
    if (decision === 'changes' && answer.comment.trim() === '') {
      answer.setWanted(decision);
      comment.current?.focus();
      return;
    }
    if (card.tier < 2 || answer.obstacle(decision) !== null) return reach(decision);
    answer.setWanted(decision);
    find(`[data-decision="${decision}"]`)?.focus();
  }

  function edit(): void {
    find('[data-edit]')?.click();
    // The field appears with the next paint.
    requestAnimationFrame(() => find('[data-editing] :is(input, textarea, button)')?.focus());
  }

  return { reach, press, edit, later: () => find('[data-later]')?.click() };
}
