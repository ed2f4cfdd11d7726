import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { canonicalText } from '../../../shared/flow/patch.ts';
import { parseFlow } from '../../../shared/flow/text.ts';
import { realFlows } from './flow-fixtures.ts';

describe('no text makes a stage throw', () => {
  const total = (text: string): void => {
    const parsed = parseFlow(text);
    expect(parsed.ok ? [] : parsed.problems.length).not.toBe(0);
    const canonical = canonicalText(text);
    if (parsed.ok) expect(canonicalText(canonical)).toBe(canonical);
  };

  test('random text', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), total), { numRuns: 300 });
  });

  test('YAML’s own characters in any order', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '? ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '|',
      '>',
      '#',
      ' #',
      '&x ',
      '*x',
      '!t ',
      '%',
      '\t',
      '{{',
      '}}',
      '\\',
      '1',
      '---\n',
      '...\n',
      '\r',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
        total,
      ),
      { numRuns: 1500 },
    );
  });

  test('real flows with characters changed, removed, doubled and moved', () => {
    const flows = realFlows.map(([, text]) => text);
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(12),
      put: fc.constantFrom(
        '',
        ' ',
        '\n',
        ':',
        '{',
        '}',
        '"',
        "'",
        '#',
        '- ',
        '{{',
        '|',
        '*a',
        '!x',
        '\t',
        'é',
        '\u0000',
      ),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...flows),
        fc.array(edit, { minLength: 1, maxLength: 3 }),
        (flow, edits) => {
          total(
            edits.reduce((text, { at, cut, put }) => {
              const from = Math.floor(at * text.length);
              return text.slice(0, from) + put + text.slice(from + cut);
            }, flow),
          );
        },
      ),
      { numRuns: 400 },
    );
  });
});
