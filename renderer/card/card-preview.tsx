import type { Approval } from '../../shared/approval/view-schema.ts';
import { useNames } from '../api/names.ts';
import { CardHead } from './card-head.tsx';
import classes from './card.module.css';
import { EarlierPart } from './earlier-part.tsx';
import { EditPart } from './edit-part.tsx';
import { ChangePart, EvidencePart } from './evidence-parts.tsx';
import { NextPart } from './next-part.tsx';
import { AffectsPart, WhatPart, WhyPart } from './proposal-parts.tsx';
import { useAnswer } from './use-answer.ts';

/** A card as people would see it, made of the same parts; nothing on it can be decided. */
export function CardPreview({ card }: { card: Approval }) {
  const names = useNames();
  const answer = useAnswer(card, names);
  return (
    <article className={classes.card} aria-label={card.title} data-no-keys>
      <div className={classes.body}>
        <CardHead card={card} names={names} mayDecide={false} isOnRun />
        <WhatPart card={card} />
        <WhyPart card={card} names={names} />
        <AffectsPart card={card} />
        <ChangePart card={card} answer={answer} />
        <EditPart card={card} answer={answer} />
        <EvidencePart card={card} answer={answer} />
        <EarlierPart card={card} names={names} />
        <NextPart card={card} />
      </div>
    </article>
  );
}
