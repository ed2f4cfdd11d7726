import type { ReactNode } from 'react';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { clockTime } from '../ui/times.ts';
import { useNow } from '../ui/use-now.ts';
import { CardPart } from './card-part.tsx';
import { decisionVerb } from './card-words.ts';
import classes from './card.module.css';

/** Read out in one breath; more than this is a list. */
const mostInOneLine = 3;

/** What each button does, computed from the flow by the host; and what happens if nobody presses any. */
export function NextPart({ card }: { card: Approval }) {
  const now = useNow();
  const decisions = [
    'approved',
    'declined',
    ...(card.offersChanges ? ['changes'] : []),
    ...card.alternatives.map(({ name }) => name),
  ];
  return (
    <CardPart title="What happens next">
      <dl className={classes.next}>
        {decisions.map((decision) => (
          <Next key={decision} verb={decisionVerb(card, decision)} lines={card.next[decision] ?? []} />
        ))}
        <Next verb="No answer" lines={[silence(card, now).map(sentenceOf).join(' ')]} />
      </dl>
    </CardPart>
  );
}

function Next({ verb, lines }: { verb: string; lines: readonly string[] }) {
  const [first, ...others] = lines;
  if (first === undefined || first === '') return null;
  const words: ReactNode =
    lines.length <= mostInOneLine ? (
      sentenceOf([first, ...others].join(', then '))
    ) : (
      <ol className={classes.nextSteps}>
        {lines.map((line, index) => (
          <li key={index}>{startBig(line)}</li>
        ))}
      </ol>
    );
  return (
    <div className={classes.nextLine}>
      <dt>{verb}</dt>
      <dd>{words}</dd>
    </div>
  );
}

/** The host says “no answer after 8 h: …”, in the order of the card's own times: here they are clock times. */
function silence(card: Approval, now: number): string[] {
  const times = [...card.escalation.map(({ at }) => at), card.deadline];
  return (card.next['timeout'] ?? []).map((line, index) => {
    const at = times[index];
    return at === undefined || at === null
      ? line
      : line.replace(/^no answer after [^:]+:/, `by ${clockTime(at, now)}:`);
  });
}

const startBig = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const sentenceOf = (text: string): string => startBig(/[.!?]”?$/.test(text) ? text : `${text}.`);
