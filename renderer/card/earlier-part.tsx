import type { Approval } from '../../shared/approval/view-schema.ts';
import type { Names } from '../api/names.ts';
import { TimeAgo } from '../ui/time-ago.tsx';
import { CardPart } from './card-part.tsx';
import { decisionPast } from './card-words.ts';
import classes from './card.module.css';

type Said = { by: string; what: string; text: string | null; at: string; about?: string };

/** What was decided before in this run, who has answered this card so far, and what was said on it. */
export function EarlierPart({ card, names }: { card: Approval; names: Names }) {
  const said: Said[] = [
    ...card.earlier.map(({ by, decision, comment, at, title }) => ({
      by,
      what: decisionPast(card, decision),
      text: comment,
      at,
      about: title,
    })),
    ...card.decisions.map(({ by, decision, comment, at }) => ({
      by,
      what: decisionPast(card, decision),
      text: comment,
      at,
    })),
    ...card.comments.map(({ by, text, at }) => ({ by, what: 'wrote', text, at })),
  ].sort((left, right) => Date.parse(left.at) - Date.parse(right.at));
  if (said.length === 0) return null;
  return (
    <CardPart title="Said so far">
      <ul className={classes.said}>
        {said.map(({ by, what, text, at, about }, index) => (
          <li key={index}>
            <span>
              <strong>{names.isMe(by) ? 'You' : names.person(by)}</strong> {what}
              {about === undefined ? null : ` “${about}”`}, <TimeAgo at={at} />
            </span>
            {text === null || text === '' ? null : <blockquote className={classes.quote}>{text}</blockquote>}
          </li>
        ))}
      </ul>
    </CardPart>
  );
}
