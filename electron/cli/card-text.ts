import colors from 'picocolors';
import type { Approval } from '../../shared/approval/view-schema.ts';
import type { Json } from '../../shared/json.ts';
import { isResourceRef } from '../../shared/run/input.ts';
import { facts, localTime, statusWord } from './table.ts';

type Person = (id: string) => string;

/** The card for people: what will happen, why you are asked, who is affected, the change, evidence, what each answer does. */
export function cardText(card: Approval, person: Person): string {
  const { proposal } = card;
  const head = facts([
    ['Approval', card.id],
    ['Asks', `${card.title}${card.draft ? ' (draft)' : ''}`],
    ['Status', statusWord(card.status)],
    ['What', proposal.action],
    ['To', proposal.target],
    ['Why', proposal.reason],
    ...Object.entries(proposal.values).map(([name, value]): [string, string] => [name, words(value)]),
    [
      'Affects',
      proposal.affects === null
        ? null
        : `${words(proposal.affects.count)} ${words(proposal.affects.list)}`.trim(),
    ],
    ['Tier', `${card.tier} (${card.rule})`],
    ['Who decides', [...card.pools, ...card.people.map(person)].join(', ') || 'the owner'],
    ['Must agree', card.quorum === 1 ? null : `${card.quorum} people, ${card.agreed.length} so far`],
    ['Asked', localTime(card.createdAt)],
    ['Answer by', card.deadline === null ? null : localTime(card.deadline)],
  ]);
  const parts = [
    head,
    ...card.show.map(
      (item) =>
        `${colors.dim(item.label)}\n${item.kind === 'diff' ? `before: ${words(item.before)}\nafter:  ${words(item.after)}` : words(item.value)}`,
    ),
    section(
      'You may change',
      Object.entries(card.editable).map(
        ([name, { value }]) => `${name} = ${words(value)}   (--set ${name}=…)`,
      ),
    ),
    section('Earlier', [
      ...card.earlier.map(({ title, decision, by }) => `${title}: ${decision} by ${person(by)}`),
      ...card.decisions.map(
        ({ decision, by, comment }) =>
          `${decision} by ${person(by)}${comment === null ? '' : `: “${comment}”`}`,
      ),
      ...card.comments.map(({ by, text }) => `${person(by)}: ${text}`),
    ]),
    section(
      'What each answer does',
      Object.entries(card.next)
        .filter(([, sentences]) => sentences.length > 0)
        .map(([name, sentences]) => `${name}: ${sentences.join('; ')}`),
    ),
    card.status === 'pending' ? commands(card) : decided(card, person),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function commands(card: Approval): string {
  const verbs = ['approve', 'decline', ...(card.offersChanges ? ['changes'] : [])];
  const alternatives = card.alternatives.map(
    ({ name, label }) => `countersign approvals approve ${card.id} --alternative ${name}   (${label})`,
  );
  return [...verbs.map((verb) => `countersign approvals ${verb} ${card.id}`), ...alternatives].join('\n');
}

function decided(card: Approval, person: Person): string {
  if (card.decision === undefined) return `This card is ${card.status}.`;
  const { decision, by, at, comment } = card.decision;
  const who = by === 'timer' ? 'because nobody answered in time' : `by ${person(by)}`;
  return `${decision} ${who} at ${localTime(at)}${comment === null ? '' : `: “${comment}”`}`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${colors.dim(title)}\n${lines.join('\n')}`;
}

function words(value: Json): string {
  if (value === null) return 'unknown';
  if (isResourceRef(value))
    return `a file of ${value.size} bytes: countersign resources get ${value.$resource}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
