import type { Approval } from '../../shared/approval/view-schema.ts';
import { practiceId } from '../../shared/approval/words.ts';
import type { Names } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { holdersWords } from './card-words.ts';

const practicePeople = ['Editor A', 'Editor B', 'Editor C', 'Editor D', 'Editor E'];

/** `why` says in a sentence why the person at the screen cannot decide. */
export type MayDecide = { may: true } | { may: false; why: string };

/** Whether this card waits for the person at the screen: the host says so, nothing is worked out twice. */
export function useMayDecide(card: Approval, names: Names): MayDecide | undefined {
  const mine = useCall('approvals.list', { run: card.run, status: 'pending', mine: true });
  if (card.status !== 'pending' || mine.data === undefined) return undefined;
  if (mine.data.items.some(({ id }) => id === card.id)) return { may: true };
  return { may: false, why: whyNot(card, names) };
}

function whyNot(card: Approval, names: Names): string {
  const mine = card.decisions.find(({ by }) => names.isMe(by));
  if (mine !== undefined) return 'You have answered already; somebody else must answer now.';
  if (card.draft) return `This is a draft. Only ${names.person(card.startedBy)}, who started it, decides it.`;
  const excluded = card.exclude.find(({ person }) => person !== null && names.isMe(person));
  switch (excluded?.rule) {
    case 'requester':
      return 'You asked for this, and who asks may not decide it.';
    case 'author':
      return 'You wrote this flow, and its author may not decide it.';
    case 'previous':
      return 'You let an earlier step of this run go ahead, and this one needs somebody else.';
    case undefined:
      return `This is for ${holdersWords(card, names)}, and you are not among them.`;
  }
}

/** Under whose name a draft is decided; `null` is the person at the screen. */
export type Speaker = { value: string | null; label: string };

/**
 * In a draft its starter may speak as practice people, so that several who must agree can be tried alone. Who has
 * answered or is left out is not offered.
 */
export function speakersOf(card: Approval, names: Names): Speaker[] {
  if (!card.draft) return [];
  const spoke = (id: string): boolean => card.decisions.some(({ by }) => by === id);
  const isMeOut = card.exclude.some(({ person }) => person !== null && names.isMe(person));
  const hasSpoken = card.decisions.some(({ by }) => names.isMe(by));
  return [
    ...(isMeOut || hasSpoken ? [] : [{ value: null, label: 'Yourself' }]),
    ...practicePeople
      .filter((name) => !spoke(practiceId(name)))
      .map((name) => ({ value: name, label: name })),
  ];
}
