import { expect, test } from 'vitest';
import { cardEntries } from '../../../renderer/inbox/arrange.ts';
import { batchable } from '../../../renderer/inbox/batch.ts';
import { makeLine as make } from './make-line.ts';

const now = Date.parse('2026-03-09T10:00:00Z');

test('only routine live cards with nothing to open first are decided side by side', () => {
  const cards = [
    make('routine', { tier: 1 }),
    make('grave', { tier: 2 }),
    make('draft', { tier: 1, draft: true }),
    make('later', { tier: 1, deferredUntil: '2026-03-09T11:00:00.000Z' }),
    make('to-open', { tier: 1, mustOpen: true }),
  ];
  expect(batchable(cardEntries(cards), now).map(({ id }) => id)).toEqual(['routine']);
});
