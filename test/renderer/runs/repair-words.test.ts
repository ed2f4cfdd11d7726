import { expect, test } from 'vitest';

import type { Drawing } from '../../../shared/flow/drawing.ts';
import {
  nextWords,
  readersOf,
  redoneWords,
  roundToRepair,
} from '../../../renderer/runs/repair/repair-words.ts';
import type { Run, Step } from '../../../renderer/run-parts/run-words.ts';

const drawing: Drawing = {
  countersign: 1,
  id: 'order',
  nodes: {
    start: { kind: 'trigger.manual' },
    price: { kind: 'http', name: 'Ask for the price', config: { url: 'http://127.0.0.1:9' } },
    pay: { kind: 'http', name: 'Pay', config: { method: 'POST', url: 'http://127.0.0.1:9' } },
    note: { kind: 'set', name: 'Note', config: { values: { total: '{{ steps.price.body.total }}' } } },
    tell: { kind: 'notify', name: 'Tell', config: { title: 'Paid' } },
  },
  edges: [
    { from: 'start', port: 'done', to: 'price' },
    { from: 'price', port: 'done', to: 'pay' },
    { from: 'pay', port: 'done', to: 'note' },
    { from: 'note', port: 'done', to: 'tell' },
  ],
};

const step = (node: string, visit: number, status: Step['status'], from: [string, number][]) =>
  ({
    node,
    visit,
    status,
    port: status === 'succeeded' ? 'done' : null,
    from: from.map(([name, number]) => ({ node: name, visit: number })),
  }) as unknown as Step; // as much of a step as these words read

const runOf = (...steps: Step[]): Run => ({ status: 'failed', steps }) as unknown as Run; // the same

const failed = runOf(
  step('start', 1, 'succeeded', []),
  step('price', 1, 'succeeded', [['start', 1]]),
  step('pay', 1, 'succeeded', [['price', 1]]),
  step('note', 1, 'failed', [['pay', 1]]),
);

test('a step stands at its latest round that the run has not left behind', () => {
  expect(roundToRepair(failed, 'price')).toMatchObject({ visit: 1 });
  expect(roundToRepair(failed, 'tell')).toBeUndefined();
  expect(roundToRepair(failed, 'start')).toBeUndefined();
  const again = runOf(...failed.steps, step('price', 2, 'failed', [['start', 1]]));
  expect(roundToRepair(again, 'price')).toMatchObject({ visit: 2 });
  expect(roundToRepair(again, 'pay')).toBeUndefined();
  expect(roundToRepair({ ...failed, status: 'succeeded' }, 'price')).toBeUndefined();
});

test('what has worked and is done once more is named, with what happens outside a second time', () => {
  const [, price, pay] = failed.steps;
  expect(price && redoneWords(failed, drawing, price)).toBe(
    'Done once more after it: “Pay”. “Pay” changes something outside, a second time.',
  );
  expect(pay && redoneWords(failed, drawing, pay)).toBeNull();
});

test('what comes next and who reads a step are named as people know them', () => {
  expect(nextWords(drawing, 'price', 'done')).toBe('Next: “Pay”.');
  expect(nextWords(drawing, 'price', 'error')).toBe('Nothing follows on this way.');
  expect(readersOf(drawing, 'price')).toEqual(['note']);
});
