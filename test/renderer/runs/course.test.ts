import { expect, test } from 'vitest';
import { barsOf, marksOf, piecesAt } from '../../../renderer/runs/course/bars.ts';
import { createScale } from '../../../renderer/runs/course/scale.ts';
import type { RunEvent } from '../../../shared/run/event.ts';

/** Only what the timeline looks at: type and place. */
const history = (...lines: string[]): RunEvent[] =>
  lines.map((line, index) => {
    const [type = '', node = null] = line.split(' ');
    return { seq: index + 1, at: index, type, node, visit: node && 1, data: {} } as unknown as RunEvent;
  });

const tried = history(
  'run.started',
  'step.succeeded start',
  'step.started send',
  'step.retrying send',
  'step.started send',
  'step.succeeded send',
  'approval.requested ask',
  'clock.jumped ask',
  'approval.decided ask',
  'run.ended',
);

test('attempts, the waits between them and the wait for a person are pieces of their own', () => {
  const told = [...barsOf(tried)].map(
    ([place, pieces]) =>
      `${place} ${pieces.map(({ kind, from, to, tone }) => `${kind} ${from}-${to} ${tone}`).join(', ')}`,
  );
  expect(told).toEqual([
    'start#1 point 2-2 good',
    'send#1 work 3-4 bad, wait 4-5 none, work 5-6 good',
    'ask#1 wait 7-9 person',
  ]);
  expect(marksOf(tried)).toEqual([
    { k: 8, kind: 'jump' },
    { k: 9, kind: 'decision' },
  ]);
});

test('at an earlier moment nothing of what came later is drawn, and an attempt under way does not know its end', () => {
  const send = barsOf(tried).get('send#1') ?? [];
  expect(piecesAt(send, 2)).toEqual([]);
  expect(piecesAt(send, 3)).toEqual([{ kind: 'work', from: 3, to: null, tone: 'move' }]);
  expect(piecesAt(send, 6)).toEqual(send);
});

test('a day takes more room than a second, no two events lie on one place, and every place leads to its event', () => {
  const day = 86_400_000;
  const scale = createScale([0, 0, 1000, day, day], null);
  const places = [1, 2, 3, 4, 5].map(scale.event);
  expect([places[0], places[4]]).toEqual([0, 1]);
  const gaps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
  expect(gaps.every((gap) => gap > 0)).toBe(true);
  expect((gaps[2] ?? 0) / (gaps[1] ?? 1)).toBeGreaterThan(3);
  expect(places.map(scale.nearest)).toEqual([1, 2, 3, 4, 5]);
});
