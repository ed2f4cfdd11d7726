import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Drawing } from '../../../shared/flow/drawing.ts';
import { canonicalText, patchFlow } from '../../../shared/flow/patch.ts';
import { printFlow } from '../../../shared/flow/print.ts';
import { parseFlow } from '../../../shared/flow/text.ts';
import { fixture } from './flow-fixtures.ts';

function drawn(text: string): Drawing {
  const parsed = parseFlow(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.drawing;
}

test('may have a comment on any line and loses none', () => {
  const base = fixture('odd-text.flow.yaml');
  const plain = printFlow(drawn(base)).split('\n');
  const place = fc.record({ line: fc.nat(plain.length - 1), indent: fc.nat(12) });
  fc.assert(
    fc.property(fc.uniqueArray(place, { maxLength: 6, selector: ({ line }) => line }), (places) => {
      const lines = plain.flatMap((one, at) => {
        const found = places.find((spot) => spot.line === at);
        return found === undefined ? [one] : [`${' '.repeat(found.indent)}# word ${at}`, one];
      });
      const parsed = parseFlow(lines.join('\n'));
      if (!parsed.ok) return; // a comment inside a block of text can end it
      const text = canonicalText(lines.join('\n'));
      const inValues = JSON.stringify(parsed.drawing);
      for (const { line } of places) expect(text + inValues).toContain(`# word ${line}`);
      expect(drawn(text)).toEqual(parsed.drawing);
      expect(canonicalText(text)).toBe(text);
    }),
    { numRuns: 500 },
  );
});

describe('comments stay with what they speak about', () => {
  const text = `countersign: 1
id: x
nodes:
  # about a
  a: { kind: trigger.manual } # on a
  b:
    kind: branch
    config:
      cases:
        # the first
        - { name: first, when: a } # why first
        - { name: second, when: b } # why second
  c: { kind: end } # on c
edges:
  - a -> b # in
  - b.first -> c # out
# the end
`;

  test('when entries before them are removed or change places', () => {
    const drawing = drawn(text);
    const { a, b, c } = drawing.nodes;
    if (a === undefined || b === undefined || c === undefined) throw new Error('The fixture changed.');
    const cases = [
      { name: 'second', when: 'changed' },
      { name: 'first', when: 'a' },
    ];
    const edited: Drawing = {
      ...drawing,
      nodes: { c, b: { ...b, config: { cases } }, a },
      edges: [{ from: 'b', port: 'else', to: 'c' }, ...drawing.edges.toReversed()],
    };
    expect(patchFlow(text, edited)).toBe(`countersign: 1
id: x
nodes:
  c: { kind: end } # on c
  b:
    kind: branch
    config:
      cases:
        - { name: second, when: changed } # why second
        # the first
        - { name: first, when: a } # why first
  # about a
  a: { kind: trigger.manual } # on a
edges:
  - b.else -> c
  - b.first -> c # out
  - a -> b # in
# the end
`);
  });

  test('when a node gets another id', () => {
    const drawing = drawn(text);
    const { a, ...rest } = drawing.nodes;
    if (a === undefined) throw new Error('The fixture changed.');
    const edges = drawing.edges.map((edge) => (edge.from === 'a' ? { ...edge, from: 'start' } : edge));
    const renamed = patchFlow(text, { ...drawing, nodes: { start: a, ...rest }, edges });
    expect(renamed).toContain('  # about a\n  start: { kind: trigger.manual } # on a\n');
    expect(renamed).toContain('  - start -> b # in\n');
  });

  test('and go with it when it is removed', () => {
    const drawing = drawn(text);
    const { a, b } = drawing.nodes;
    if (a === undefined || b === undefined) throw new Error('The fixture changed.');
    const edited = patchFlow(text, { ...drawing, nodes: { a, b }, edges: drawing.edges.slice(0, 1) });
    expect(edited).not.toContain('on c');
    expect(edited).not.toContain('# out');
    expect(edited).toContain('# why second');
  });
});
