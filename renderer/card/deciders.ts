import type { Approval } from '../../shared/approval/view-schema.ts';
import { practiceId } from '../../shared/approval/words.ts';
import type { Names } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { useNow } from '../ui/use-now.ts';
import { holdersWords } from './card-words.ts';
import { practicePeople } from './practice-people.ts';

/** `why` says in a sentence why the person at the screen cannot decide. */
export type MayDecide = { may: true } | { may: false; why: string };

/** Whether this card waits for the person at the screen: the host says so, nothing is worked out twice. */
export function useMayDecide(card: Approval, names: Names): MayDecide | undefined {
  const now = useNow();
  const line = useCall('inbox.list', {}).data?.items.find(({ id }) => id === card.id);
  // A card that has just come is not among those that wait yet: nothing is said before it is.
  if (card.status !== 'pending' || line === undefined) return undefined;
  if (isPutOff(card, names, now) || line.mine) return { may: true };
  return { may: false, why: whyNot(card, names) };
}

/** Put off by the person at the screen: not theirs in lists before then, but they may decide it all the same. */
export function isPutOff(
  { deferredBy, deferredUntil }: Pick<Approval, 'deferredBy' | 'deferredUntil'>,
  names: Pick<Names, 'isMe'>,
  now: number,
): boolean {
  if (deferredBy === undefined || deferredUntil === null) return false;
  return names.isMe(deferredBy) && Date.parse(deferredUntil) > now;
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
 * In a draft its starter may speak as practice people, so that several who must agree, who may not and who is asked next
 * can be tried alone. Who has answered or is left out is not offered.
 */
export function speakersOf(card: Approval, names: Names): Speaker[] {
  if (!card.draft) return [];
  const mayStillSpeak = (person: (id: string) => boolean): boolean =>
    !card.decisions.some(({ by }) => person(by)) &&
    !card.exclude.some((entry) => entry.person !== null && person(entry.person));
  return [
    ...(mayStillSpeak(names.isMe) ? [{ value: null, label: 'Myself' }] : []),
    ...practicePeople(card, names)
      .filter((name) => mayStillSpeak((id) => id === practiceId(name)))
      .map((name) => ({ value: name, label: `${name} (practice)` })),
  ];
}
