import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffText, type DiffLine } from '../../../renderer/ui/diff-text.ts';

const textOf = ({ pieces }: DiffLine): string => pieces.map(({ text }) => text).join('');
const side = (lines: DiffLine[], gone: 'added' | 'removed'): string =>
  lines
    .filter(({ kind }) => kind !== gone)
    .map(textOf)
    .join('\n');

describe('a diff', () => {
  test('holds both texts whole, whatever they are', () => {
    const lines = array(constantFrom('', 'a', 'b c', 'b d', 'Grüße, 你好', '  x'), {
      minLength: 1,
      maxLength: 30,
    });
    const text = lines.map((list) => list.join('\n'));
    assert(
      property(text, text, (before, after) => {
        const diff = diffText(before, after);
        expect(side(diff, 'added')).toBe(before);
        expect(side(diff, 'removed')).toBe(after);
      }),
    );
  });

  test('marks the words that changed inside a line, and nothing else', () => {
    expect(diffText('Pay 100 EUR to Acme\nsame', 'Pay 250 EUR to Acme\nsame')).toEqual([
      {
        kind: 'removed',
        before: 1,
        after: null,
        pieces: [
          { kind: 'same', text: 'Pay ' },
          { kind: 'removed', text: '100' },
          { kind: 'same', text: ' EUR to Acme' },
        ],
      },
      {
        kind: 'added',
        before: null,
        after: 1,
        pieces: [
          { kind: 'same', text: 'Pay ' },
          { kind: 'added', text: '250' },
          { kind: 'same', text: ' EUR to Acme' },
        ],
      },
      { kind: 'same', before: 2, after: 2, pieces: [{ kind: 'same', text: 'same' }] },
    ]);
  });

  test('shows a text that was not there before as all new', () => {
    expect(diffText('', 'one\ntwo').map(({ kind }) => kind)).toEqual(['added', 'added']);
  });

  test('stays quick where two big texts have nothing in common', () => {
    const before = Array.from({ length: 5000 }, (_, line) => `old ${line}`).join('\n');
    const after = Array.from({ length: 5000 }, (_, line) => `new ${line}`).join('\n');
    const started = performance.now();
    expect(diffText(before, after)).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
