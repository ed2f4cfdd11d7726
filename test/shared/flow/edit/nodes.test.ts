import { describe, expect, test } from 'vitest';
import { compile } from '../../../../shared/flow/compile.ts';
import { addNode } from '../../../../shared/flow/edit/add-node.ts';
import { connect, disconnect, reconnect, refusalOf } from '../../../../shared/flow/edit/connect.ts';
import { moveNodes } from '../../../../shared/flow/edit/move-nodes.ts';
import { flowIdOf, newFlow } from '../../../../shared/flow/edit/new-flow.ts';
import { addNote, editNote, moveNotes, removeNotes } from '../../../../shared/flow/edit/notes.ts';
import { removeNodes } from '../../../../shared/flow/edit/remove-nodes.ts';
import { printEdge } from '../../../../shared/flow/edge-text.ts';
import { patchFlow } from '../../../../shared/flow/patch.ts';
import { stepKinds } from '../../../../shared/steps/index.ts';
import { printFlow } from '../../../../shared/flow/print.ts';
import { parseFlow } from '../../../../shared/flow/text.ts';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { review, reviewText } from './drawings.ts';

const lines = (drawing: Drawing): string[] => drawing.edges.map(printEdge);

describe('adding a step', () => {
  test('every kind can be added and saved at once, whatever its form still asks for', () => {
    const all = stepKinds.reduce(
      (drawing, { kind }) => addNode(drawing, { kind, at: [0, 0] }).drawing,
      review(),
    );
    expect(parseFlow(printFlow(all)).ok).toBe(true);
  });

  test('beside: the way leads to both', () => {
    const after = { from: 'write', port: 'done', place: 'beside' } as const;
    const { drawing, node } = addNode(review(), { kind: 'sleep', at: [400.4, 99.6], after });
    expect(node).toBe('sleep');
    expect(drawing.layout?.[node]).toEqual([400, 100]);
    expect(lines(drawing)).toEqual([...lines(review()), 'write -> sleep']);
  });

  test('between: what the way led to follows the new step', () => {
    const after = { from: 'write', port: 'done', place: 'between' } as const;
    const { drawing } = addNode(review(), { kind: 'sleep', at: [0, 0], after });
    expect(lines(drawing)).toEqual([
      'start -> write',
      'write -> sleep',
      'review.approved -> done',
      'review.declined -> write',
      'sleep -> review',
    ]);
  });

  test('a second step of a kind gets a name of its own', () => {
    const once = addNode(review(), { kind: 'approval', at: [0, 0] });
    expect([once.node, addNode(once.drawing, { kind: 'approval', at: [0, 0] }).node]).toEqual([
      'approval',
      'approval_2',
    ]);
  });
});

describe('wires', () => {
  test.each([
    [{ from: 'write', port: 'done', to: 'start' }, /trigger/],
    [{ from: 'write', port: 'done', to: 'review' }, /already/],
    [{ from: 'done', port: 'done', to: 'write' }, /ends the run/],
    [{ from: 'review', port: 'later', to: 'done' }, /no such way out/],
    [{ from: 'write', port: 'done', to: 'gone' }, /no such step/],
    [{ from: 'write', port: 'done', to: 'write' }, /straight back to itself/],
  ])('%j is refused with the reason', (edge, reason) => {
    expect(refusalOf(review(), edge)).toMatch(reason);
    expect(lines(connect(review(), edge))).toEqual(lines(review()));
  });

  test('a wire that leads elsewhere keeps its place in the order', () => {
    const [first] = review().edges;
    if (first === undefined) throw new Error('no wires');
    expect(lines(reconnect(review(), first, { ...first, to: 'review' }))[0]).toBe('start -> review');
    expect(lines(disconnect(review(), [first]))).toEqual(lines(review()).slice(1));
  });
});

describe('removing and moving', () => {
  test('a removed step takes its wires, place and sample along', () => {
    const after = removeNodes(review(), ['write']);
    expect(Object.keys(after.nodes)).toEqual(['start', 'review', 'done']);
    expect(lines(after)).toEqual(['review.approved -> done']);
    expect([Object.keys(after.layout ?? {}), after.samples]).toEqual([
      ['start', 'review', 'done'],
      undefined,
    ]);
  });

  test('moving steps changes layout lines alone', () => {
    const moved = patchFlow(reviewText, moveNodes(review(), { write: [321.2, 40], done: [960, 0] }));
    const differing = moved.split('\n').filter((line, at) => line !== reviewText.split('\n')[at]);
    expect(differing).toEqual(['  write: [321, 40]']);
  });

  test('what stays where it is, is no edit', () => {
    const drawing = review();
    expect(moveNodes(drawing, { write: [320, 0] })).toBe(drawing);
    expect(removeNodes(drawing, ['nobody'])).toBe(drawing);
  });
});

test('notes are added, written, moved and removed', () => {
  const added = addNote(review(), 'Second', [10, 20]);
  const written = editNote(added, 1, 'Two');
  const moved = moveNotes(written, { 0: [1, 2] });
  expect(moved.notes).toEqual([
    { text: 'Keep it short', at: [1, 2] },
    { text: 'Two', at: [10, 20] },
  ]);
  expect(removeNotes(moved, [0, 1]).notes).toBeUndefined();
});

test('a new flow runs as it is', () => {
  expect(flowIdOf('Überprüfung & Zahlung (EUR)')).toBe('uberprufung-zahlung-eur');
  expect(flowIdOf('???')).toBe('flow');
  expect(compile(newFlow('pay', 'Pay')).ok).toBe(true);
});

describe('what a new step begins with', () => {
  test('a step that goes through a connection takes the flow’s own of that kind, else gets a place for one', () => {
    const first = addNode(review(), { kind: 'llm', at: [0, 0] });
    expect(first.drawing.connections).toEqual({ model: { kind: 'llm' } });
    expect(first.drawing.nodes[first.node]?.config).toEqual({ connection: 'model' });
    const second = addNode(first.drawing, { kind: 'llm', at: [0, 0] });
    expect(second.drawing.connections).toEqual({ model: { kind: 'llm' } });
    expect(second.drawing.nodes[second.node]?.config).toEqual({ connection: 'model' });
  });

  test('an approval shows what the step before it gives', () => {
    const model = addNode(review(), { kind: 'llm', at: [0, 0] });
    const after = { from: model.node, port: 'done', place: 'beside' as const };
    const { drawing, node } = addNode(model.drawing, { kind: 'approval', at: [0, 0], after });
    expect(drawing.nodes[node]?.config?.['show']).toEqual([
      { label: 'Preview', kind: 'markdown', value: '{{ steps.ask_a_model.text }}' },
    ]);
  });

  test('an approval after an approval asks somebody else the same question', () => {
    const drawn = review();
    const before = drawn.nodes['review']?.config ?? {};
    const assigned: Drawing = {
      ...drawn,
      nodes: {
        ...drawn.nodes,
        review: {
          kind: 'approval',
          config: { ...before, remind: ['1h'], assign: { pools: ['editors'], exclude: [] } },
        },
      },
    };
    const after = { from: 'review', port: 'timeout', place: 'beside' as const };
    const { drawing, node } = addNode(assigned, { kind: 'approval', at: [0, 0], after });
    expect(drawing.nodes[node]?.config).toEqual({ title: before['title'], timeout: 'none' });
  });
});
