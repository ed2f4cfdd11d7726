import type { Json } from '../../shared/json.ts';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { labelOf } from '../../shared/steps/label.ts';
import type { Names } from '../api/names.ts';
import { Facts } from '../ui/facts.tsx';
import { ValueView } from '../values/value-view.tsx';
import { CardPart } from './card-part.tsx';
import classes from './card.module.css';
import { excludedWords, holdersWords, ruleWords } from './card-words.ts';

const isUnknown = (value: Json): boolean =>
  value === null || value === '' || (typeof value === 'string' && value.trim().toLowerCase() === 'unknown');

/** The first line of the card: what will happen, and to what. */
export function WhatPart({ card }: { card: Approval }) {
  const { action, target, values } = card.proposal;
  const facts = Object.entries(values);
  return (
    <CardPart title="What will happen">
      <p className={classes.what}>
        <strong>{action}</strong>
        {target === null ? null : <> {target}</>}
      </p>
      {facts.length === 0 ? null : (
        <Facts
          facts={facts.map(([name, value]) => [
            labelOf(name),
            <Short key={name} value={value} label={labelOf(name)} />,
          ])}
        />
      )}
    </CardPart>
  );
}

function Short({ value, label }: { value: Json; label: string }) {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return <>{String(value)}</>;
  return <ValueView value={value} label={label} />;
}

/** The reason somebody gave, the rule that asks, and everybody it is asked of. */
export function WhyPart({ card, names }: { card: Approval; names: Names }) {
  const excluded = excludedWords(card, names);
  const who = [
    holdersWords(card, names),
    ...(card.quorum > 1 ? [`${card.quorum} must agree`] : []),
    ...(excluded === null ? [] : [excluded]),
  ].join(', ');
  const asker = card.requester ?? card.startedBy;
  return (
    <CardPart title="Why you are asked">
      {card.proposal.reason === null ? null : <p className={classes.reason}>{card.proposal.reason}</p>}
      <Facts
        facts={[
          ['Rule', ruleWords(card)],
          ['Who decides', who],
          ['Asked for by', names.isMe(asker) ? 'you' : names.person(asker)],
        ]}
      />
      {card.requesterUnknown ? (
        <p className={classes.note}>Nobody knows who asked for this, so one more person must agree.</p>
      ) : null}
    </CardPart>
  );
}

/** How many and who; what nobody knows is said. */
export function AffectsPart({ card }: { card: Approval }) {
  const { affects } = card.proposal;
  return (
    <CardPart title="Who is affected">
      {affects === null ? (
        <p className={classes.note}>Unknown: the flow does not say.</p>
      ) : (
        <>
          <p className={classes.line}>
            {isUnknown(affects.count) ? (
              <span className={classes.unknown}>Number unknown</span>
            ) : (
              <strong>{countWords(affects.count)}</strong>
            )}
            {isUnknown(affects.list) ? ' · nobody listed' : null}
            {shortList(affects.list) === null ? null : <> · {shortList(affects.list)}</>}
          </p>
          {isUnknown(affects.list) || shortList(affects.list) !== null ? null : (
            <Affected list={affects.list} />
          )}
        </>
      )}
    </CardPart>
  );
}

function countWords(count: Json): string {
  return typeof count === 'number'
    ? count.toLocaleString('en')
    : typeof count === 'string'
      ? count
      : JSON.stringify(count);
}

const mostNames = 12;

const isPlain = (list: Json): list is (string | number)[] =>
  Array.isArray(list) && list.every((one) => typeof one === 'string' || typeof one === 'number');

/** What fits on the line of the number; null where it does not. */
function shortList(list: Json): string | null {
  if (isUnknown(list)) return null;
  if (typeof list === 'string') return list;
  return isPlain(list) && list.length <= mostNames ? list.join(', ') : null;
}

function Affected({ list }: { list: Json }) {
  if (!isPlain(list)) return <ValueView value={list} label="Who is affected" />;
  const shown = list.slice(0, mostNames).join(', ');
  return (
    <details className={classes.details}>
      <summary>
        {shown} and {list.length - mostNames} more
      </summary>
      {list.slice(mostNames).join(', ')}
    </details>
  );
}
