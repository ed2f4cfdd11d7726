import { expect, test } from 'vitest';
import { bothDrawings } from '../../../shared/flow/both-drawings.ts';
import { diffFlows } from '../../../shared/flow/diff.ts';
import type { Drawing } from '../../../shared/flow/drawing.ts';

const size = () => ({ width: 232, height: 96 });
const edge = (from: string, to: string, port = 'done') => ({ from, port, to });

const before: Drawing = {
  countersign: 1,
  id: 'paying',
  nodes: {
    start: { kind: 'trigger.manual' },
    ask: { kind: 'approval', config: { title: 'Pay?', timeout: 'none' } },
    pay: { kind: 'http', config: { method: 'POST', url: 'https://bank.example' } },
  },
  edges: [edge('start', 'ask'), edge('ask', 'pay', 'approved')],
  layout: { start: [0, 0], ask: [300, 0], pay: [600, 0] },
};

test('what is gone stays at its old place, what is new and what changed is told apart', () => {
  const { ask: _ask, ...rest } = before.nodes;
  const after: Drawing = {
    ...before,
    nodes: {
      ...rest,
      pay: { kind: 'http', config: { method: 'PUT', url: 'https://bank.example' } },
      tell: { kind: 'notify', config: { title: 'Paid' } },
    },
    edges: [edge('start', 'pay'), edge('pay', 'tell')],
    layout: { start: [0, 0], pay: [600, 40], tell: [900, 0] },
  };
  const both = bothDrawings(before, after, diffFlows(before, after), size);
  expect([...both.steps]).toEqual([
    ['ask', 'removed'],
    ['tell', 'added'],
    ['pay', 'changed'],
  ]);
  expect(Object.fromEntries(both.wires)).toEqual({
    'start -> pay': 'added',
    'pay -> tell': 'added',
    'start -> ask': 'removed',
    'ask.approved -> pay': 'removed',
  });
  expect(both.drawing.layout).toEqual({ ...after.layout, ask: [300, 0] });
  expect(both.drawing.edges).toHaveLength(4);
});

test('a ghost does not cover what stands at its place now', () => {
  const { ask: _ask, ...rest } = before.nodes;
  const after: Drawing = {
    ...before,
    nodes: { ...rest, check: { kind: 'set', config: { values: {} } } },
    edges: [edge('start', 'check'), edge('check', 'pay')],
    layout: { start: [0, 0], check: [310, 10], pay: [600, 0] },
  };
  const [x, y] = bothDrawings(before, after, diffFlows(before, after), size).drawing.layout?.['ask'] ?? [
    0, 0,
  ];
  expect(x).toBe(300);
  expect(y).toBeGreaterThanOrEqual(10 + 96);
});

test('moving alone marks nothing', () => {
  const after: Drawing = { ...before, layout: { start: [5, 5], ask: [300, 90], pay: [600, 0] } };
  const both = bothDrawings(before, after, diffFlows(before, after), size);
  expect([both.steps.size, both.wires.size]).toEqual([0, 0]);
});
