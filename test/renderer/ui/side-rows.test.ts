import { expect, test } from 'vitest';
import { stretchesOf } from '../../../renderer/ui/fold.ts';
import { sideRows, type SideRow } from '../../../renderer/ui/side-rows.ts';

const text = ({ left, right }: SideRow): string =>
  [left, right].map((line) => line?.pieces.map((piece) => piece.text).join('') ?? '~').join(' | ');

test('lines that replace each other stand in one row, and what only one text has stands against a gap', () => {
  expect(sideRows('a\nb\nc\nd', 'a\nB\nd\ne').map(text)).toEqual([
    'a | a',
    'b | B',
    'c | ~',
    'd | d',
    '~ | e',
  ]);
  expect(sideRows('', 'a').map(text)).toEqual(['~ | a']);
});

test('unchanged lines far from any change are folded, three beside it stay', () => {
  const lines = Array.from({ length: 20 }, (_, line) => line);
  const folded = (changed: number): string[] =>
    stretchesOf(lines, (line) => line !== changed).map(
      ({ start, items, isFolded }) => `${start}+${items.length}${isFolded ? ' folded' : ''}`,
    );
  expect(folded(10)).toEqual(['0+7 folded', '7+7', '14+6 folded']);
  // Two lines are shorter than the words that would stand for them.
  expect(folded(5)).toEqual(['0+2', '2+7', '9+11 folded']);
});
