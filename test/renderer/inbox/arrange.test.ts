import { expect, test } from 'vitest';
import { cardEntries, doubtEntries, groupsOf, sidesOf } from '../../../renderer/inbox/arrange.ts';
import { makeLine as make } from './make-line.ts';

const now = Date.parse('2026-03-09T10:00:00Z');
const pool = (id: string): string => id.replaceAll('-', ' ');

const doubt = {
  id: 'run-9',
  flow: 'order',
  version: 1,
  target: 'live' as const,
  hash: 'h',
  status: 'waiting' as const,
  startedAt: '2026-03-09T08:00:00.000Z',
  endedAt: null,
  startedBy: 'owner',
  trigger: { node: 'start', kind: 'trigger.manual' },
  outcome: null,
  waitingFor: [
    { kind: 'unknown' as const, node: 'place', visit: 2, since: '2026-03-09T08:01:00.000Z' },
    { kind: 'timer' as const, node: 'pause', visit: 1 },
  ],
};

test('the soonest deadline comes first, then what has none, oldest first', () => {
  const cards = [
    make('young', { createdAt: '2026-03-09T09:30:00.000Z' }),
    make('old', { createdAt: '2026-03-09T08:00:00.000Z' }),
    make('tomorrow', { deadline: '2026-03-10T09:00:00.000Z' }),
    make('soon', { deadline: '2026-03-09T11:00:00.000Z' }),
  ];
  expect(cardEntries(cards).map(({ id }) => id)).toEqual(['soon', 'tomorrow', 'old', 'young']);
});

test('cards are split by pool and tier in the order of urgency; later, doubts and drafts come last', () => {
  const entries = [
    ...cardEntries([
      make('draft', { draft: true, deadline: '2026-03-09T10:01:00.000Z' }),
      make('later', { deferredUntil: '2026-03-09T12:00:00.000Z', deadline: '2026-03-09T13:00:00.000Z' }),
      make('chief', { pools: ['chief-editors'], tier: 3 }),
      make('urgent', { tier: 1, deadline: '2026-03-09T11:00:00.000Z' }),
      make('named', { pools: [], people: ['owner'] }),
      make('calm', { deadline: '2026-03-10T11:00:00.000Z' }),
    ]),
    ...doubtEntries([doubt]),
  ];
  const groups = groupsOf(entries, pool, now).map(({ title, aside, entries: of }) => [
    title,
    aside,
    of.map(({ id }) => id),
  ]);
  expect(groups).toEqual([
    ['Editors', 'routine', ['urgent']],
    ['Editors', 'always asked', ['calm']],
    ['Chief editors', 'two people or an expert', ['chief']],
    ['Asked by name', 'always asked', ['named']],
    ['Later', null, ['later']],
    ['Did this happen?', null, ['run-9.place.2']],
    ['Drafts', 'practice, not counted', ['draft']],
  ]);
});

test('what was put off is back in its group once its time has come', () => {
  const entries = cardEntries([make('back', { deferredUntil: '2026-03-09T09:59:00.000Z' })]);
  expect(groupsOf(entries, pool, now).map(({ title }) => title)).toEqual(['Editors']);
});

test('each card stands on one side: for me, put off by me, or waiting on others; drafts of others on none', () => {
  const names = { isMe: (id: string) => id === 'owner' };
  const putOff = { deferredBy: 'owner', deferredUntil: '2026-03-09T12:00:00.000Z', mine: false };
  const sides = sidesOf(
    [
      make('mine'),
      make('my-draft', { draft: true }),
      make('draft-of-jon', { draft: true, startedBy: 'jon' }),
      make('later', putOff),
      make('later-over', { ...putOff, deferredUntil: '2026-03-09T09:00:00.000Z' }),
      make('theirs', { mine: false }),
      make('their-draft', { mine: false, draft: true, startedBy: 'jon' }),
    ],
    names,
    now,
  );
  const ids = Object.entries(sides).map(([side, cards]) => [side, cards.map(({ id }) => id)]);
  expect(Object.fromEntries(ids)).toEqual({
    mine: ['mine', 'my-draft'],
    later: ['later'],
    others: ['later-over', 'theirs'],
  });
});
