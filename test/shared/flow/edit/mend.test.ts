import { expect, test } from 'vitest';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { removeAndMend } from '../../../../shared/flow/edit/mend.ts';
import { parseEdge, printEdge } from '../../../../shared/flow/edge-text.ts';
import { review } from './drawings.ts';

/** One-letter steps: `t` starts, `r` asks, `e` ends, all others work something out. */
function chain(...lines: string[]): Drawing {
  const edges = lines.map((line) => parseEdge(line)).filter((edge) => edge !== null);
  const kinds: Record<string, string> = { t: 'trigger.manual', r: 'approval', e: 'end', h: 'http' };
  const names = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  return {
    countersign: 1,
    id: 'chain',
    nodes: Object.fromEntries(names.map((name) => [name, { kind: kinds[name] ?? 'set' }])),
    edges,
  };
}

function without(drawing: Drawing, ...names: string[]) {
  const { drawing: after, mended } = removeAndMend(drawing, names);
  return { edges: after.edges.map(printEdge), mended: mended.map(printEdge) };
}

test('a step in the middle of a chain: its neighbours lead to each other, at the same place in the order', () => {
  expect(without(chain('t -> a', 'a -> b', 'b -> e'), 'a')).toEqual({
    edges: ['t -> b', 'b -> e'],
    mended: ['t -> b'],
  });
});

test('several at once are skipped together, and two gaps are both mended', () => {
  expect(without(chain('t -> a', 'a -> b', 'b -> c', 'c -> d', 'd -> e'), 'a', 'b', 'd')).toEqual({
    edges: ['t -> c', 'c -> e'],
    mended: ['t -> c', 'c -> e'],
  });
});

test('the way in keeps its name, and of several ways out the plain one goes on', () => {
  expect(
    without(chain('t -> r', 'r.approved -> h', 'h -> e', 'h.error -> b', 'r.declined -> b'), 'h'),
  ).toEqual({
    edges: ['t -> r', 'r.approved -> e', 'r.declined -> b'],
    mended: ['r.approved -> e'],
  });
});

test.each([
  ['two ways lead in', chain('t -> a', 'b -> a', 'a -> e'), 'a'],
  ['nothing leads in', chain('t -> a', 'a -> e'), 't'],
  ['nothing goes on', chain('t -> a', 'a -> e'), 'e'],
  ['the plain way leads to two steps', chain('t -> a', 'a -> b', 'a -> e'), 'a'],
  ['it only goes on when it fails', chain('t -> h', 'h.error -> e'), 'h'],
  ['it is a gate: what it guarded does not go ahead by itself', chain('t -> r', 'r.approved -> h'), 'r'],
])('nothing is drawn where %s', (_why, drawing, gone) => {
  expect(without(drawing, gone).mended).toEqual([]);
});

test('a wire that is there already, or that would lead to itself, is not drawn', () => {
  expect(without(chain('t -> a', 'a -> e', 't -> e'), 'a')).toEqual({ edges: ['t -> e'], mended: [] });
  expect(without(chain('t -> b', 'b -> a', 'a -> b'), 'a').mended).toEqual([]);
});

test('in a loop it is a guess, so nothing is drawn', () => {
  expect(without(review(), 'write').edges).toEqual(['review.approved -> done']);
});
