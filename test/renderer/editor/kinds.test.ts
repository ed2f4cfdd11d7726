import { expect, test } from 'vitest';
import { findKinds } from '../../../renderer/editor/palette/kinds.ts';
import { stepKinds } from '../../../shared/steps/index.ts';

test('without words every kind is offered, triggers only where a flow can begin', () => {
  expect(findKinds('', true)).toHaveLength(stepKinds.length);
  expect(findKinds('', false).some(({ kind }) => kind.startsWith('trigger.'))).toBe(false);
});

test.each([
  ['appr', 'approval'],
  ['mail', 'notify'],
  ['api', 'http'],
  ['if', 'branch'],
  ['callback', 'wait'],
  ['set val', 'set'],
  ['ai', 'llm'],
])('“%s” finds %s first', (words, kind) => {
  expect(findKinds(words, false)[0]?.kind).toBe(kind);
});

test('every word has to be found', () => {
  expect(findKinds('approval zebra', true)).toEqual([]);
});
