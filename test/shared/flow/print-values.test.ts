import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Drawing } from '../../../shared/flow/drawing.ts';
import { canonicalText } from '../../../shared/flow/patch.ts';
import { printFlow } from '../../../shared/flow/print.ts';
import { parseFlow } from '../../../shared/flow/text.ts';
import type { Json } from '../../../shared/json.ts';

function drawn(text: string): Drawing {
  const parsed = parseFlow(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.drawing;
}

describe('any value', () => {
  const key = fc
    .oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 6 }))
    .filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name));
  const line = fc.constantFrom(
    '',
    ' ',
    'a',
    '  b',
    '\tc',
    'd ',
    '# e',
    '- f',
    'g: h',
    "'",
    '"',
    '{{ x }}',
    '|',
    '---',
    '...',
    '\r',
    '\u2028',
    '🐙',
    '12',
    'null',
  );
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n')),
  );
  const value = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.constant(null),
      fc.boolean(),
      fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .map((n) => (Object.is(n, -0) || Math.abs(n) > 1e15 ? 0.5 : n)),
      fc.integer(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).value;

  test('is the same after printing and parsing', () => {
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true }), text, (values, note) => {
        const drawing: Drawing = {
          countersign: 1,
          id: 'x',
          nodes: { a: { kind: 'set', note, config: { values } } },
          edges: [],
          samples: { a: values },
        };
        const printed = printFlow(drawing);
        expect(drawn(printed)).toEqual(drawing);
        expect(canonicalText(printed)).toBe(printed);
      }),
      { numRuns: 1500 },
    );
  });
});
