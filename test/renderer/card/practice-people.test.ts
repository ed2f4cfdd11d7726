import { expect, test } from 'vitest';
import { speakersOf } from '../../../renderer/card/deciders.ts';
import { practicePeople } from '../../../renderer/card/practice-people.ts';
import { makeApproval } from './make-approval.ts';

const names = {
  person: (id: string) => ({ jon: 'Jon' })[id] ?? id,
  pool: (id: string) => id.replaceAll('-', ' '),
  flow: (id: string) => id,
  isMe: (id: string) => id === 'owner',
};
const people = (pools: string[], named: string[] = [], quorum = 1): string[] =>
  practicePeople({ pools, people: named, quorum }, names);

test('practice people are called after those the card asks', () => {
  expect(people(['editors'])).toEqual(['Editor A', 'Editor B']);
  expect(people(['chief-editors', 'finance'])).toEqual([
    'Chief editor A',
    'Chief editor B',
    'Finance A',
    'Finance B',
  ]);
  expect(people(['deputies', 'press'])).toEqual(['Deputy A', 'Deputy B', 'Press A', 'Press B']);
  expect(people([], ['jon', 'owner'])).toEqual(['Jon', 'Editor A', 'Editor B']);
  expect(people(['editors'], [], 3)).toHaveLength(4);
});

test('who has spoken or may not is no longer offered; a live card offers nobody', () => {
  const card = makeApproval({
    draft: true,
    quorum: 2,
    exclude: [{ rule: 'requester', person: 'owner' }],
    decisions: [
      {
        decision: 'approved',
        by: 'practice:Editor A',
        comment: null,
        at: '2026-03-09T09:00:00.000Z',
        via: 'practice',
        values: null,
      },
    ],
  });
  expect(speakersOf(card, names).map(({ value }) => value)).toEqual(['Editor B', 'Editor C']);
  expect(speakersOf(makeApproval({ draft: true }), names)[0]).toEqual({ value: null, label: 'Myself' });
  expect(speakersOf(makeApproval(), names)).toEqual([]);
});
