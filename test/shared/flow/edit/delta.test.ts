import { array, assert, nat, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { addNode } from '../../../../shared/flow/edit/add-node.ts';
import { applyDelta, deltaOf, inverse } from '../../../../shared/flow/edit/delta.ts';
import { autoLayout } from '../../../../shared/flow/edit/auto-layout.ts';
import { connect, disconnect } from '../../../../shared/flow/edit/connect.ts';
import { moveNodes } from '../../../../shared/flow/edit/move-nodes.ts';
import { addNote, removeNotes } from '../../../../shared/flow/edit/notes.ts';
import { removeNodes } from '../../../../shared/flow/edit/remove-nodes.ts';
import { renameNode } from '../../../../shared/flow/edit/rename-node.ts';
import { copyYaml, paste, readCopied } from '../../../../shared/flow/edit/clipboard.ts';
import { patchFlow } from '../../../../shared/flow/patch.ts';
import { stepKinds } from '../../../../shared/steps/index.ts';
import { review, reviewText, sizeOf } from './drawings.ts';

type Edit = (drawing: Drawing, a: number, b: number) => Drawing;

const pick = (drawing: Drawing, at: number): string => {
  const names = Object.keys(drawing.nodes);
  return names[at % Math.max(names.length, 1)] ?? '';
};

const edits: readonly Edit[] = [
  (drawing, a, b) => {
    const kind = stepKinds[a % stepKinds.length]?.kind ?? 'set';
    return addNode(drawing, {
      kind,
      at: [a, b],
      after: { from: pick(drawing, b), port: 'done', place: 'between' },
    }).drawing;
  },
  (drawing, a) => removeNodes(drawing, [pick(drawing, a)]),
  (drawing, a, b) => moveNodes(drawing, { [pick(drawing, a)]: [a, b], [pick(drawing, b)]: [b, a] }),
  (drawing, a, b) => connect(drawing, { from: pick(drawing, a), port: 'done', to: pick(drawing, b) }),
  (drawing, a) => disconnect(drawing, drawing.edges.slice(a % 3, (a % 3) + 1)),
  (drawing, a) => renameNode(drawing, pick(drawing, a), `renamed_${a}`),
  (drawing, a) => addNote(drawing, `Note ${a}`, [a, a]),
  (drawing, a) => removeNotes(drawing, [a % 3]),
  (drawing) => autoLayout(drawing, sizeOf),
  (drawing, a, b) => {
    const copied = readCopied(copyYaml(drawing, [pick(drawing, a), pick(drawing, b)]) ?? '');
    return copied === null || Object.keys(drawing.nodes).length > 40
      ? drawing
      : paste(drawing, copied).drawing;
  },
  (drawing, a) => ({ ...drawing, name: `Flow ${a}` }),
];

test('500 random edits undone and done again give identical bytes, comments included', () => {
  const steps = array(tuple(nat(edits.length - 1), nat(400), nat(400)), {
    minLength: 500,
    maxLength: 500,
  });
  assert(
    property(steps, (choices) => {
      let drawing = review();
      const deltas = [];
      const texts = [patchFlow(reviewText, drawing)];
      for (const [which, a, b] of choices) {
        const next = edits[which]?.(drawing, a, b) ?? drawing;
        const delta = deltaOf(drawing, next);
        if (delta === null) continue;
        // As it comes back from where it is kept over a reload.
        deltas.push(JSON.parse(JSON.stringify(delta)) as typeof delta);
        drawing = next;
      }
      const last = patchFlow(reviewText, drawing);
      let back = drawing;
      for (const delta of deltas.toReversed()) back = applyDelta(back, inverse(delta));
      expect(patchFlow(reviewText, back)).toBe(texts[0]);
      expect(texts[0]).toBe(reviewText);
      let forth = back;
      for (const delta of deltas) forth = applyDelta(forth, delta);
      expect(patchFlow(reviewText, forth)).toBe(last);
    }),
    { numRuns: 4 },
  );
});

test('a small edit of a big drawing is a small delta', () => {
  const nodes = Object.fromEntries(
    Array.from({ length: 500 }, (_value, at) => [`s${at}`, { kind: 'set', config: { values: {} } }]),
  );
  const before: Drawing = { ...review(), nodes };
  const after = { ...before, nodes: { ...nodes, s250: { kind: 'sleep', config: { for: '1h' } } } };
  expect(JSON.stringify(deltaOf(before, after)).length).toBeLessThan(200);
});

test('what an edit did not touch keeps its identity when it is undone', () => {
  const before = review();
  const after = removeNodes(before, ['done']);
  const delta = deltaOf(before, after);
  if (delta === null) throw new Error('nothing changed');
  const back = applyDelta(after, inverse(delta));
  expect(back).toEqual(before);
  expect(back.nodes['write']).toBe(before.nodes['write']);
});
