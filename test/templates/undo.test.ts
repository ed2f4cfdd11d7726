import { array, assert, nat, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { createEditor } from '../../renderer/editor/store/create-editor.ts';
import { canonicalText, patchFlow } from '../../shared/flow/patch.ts';
import { parseFlow } from '../../shared/flow/text.ts';
import { templateTexts } from '../support/templates.ts';
import { randomEdits } from './random-edits.ts';

/** Comments that a person wrote in the file: they stay with their key through every edit. */
const withComments = (text: string): string =>
  canonicalText(
    text
      .replace('\nnodes:\n', '\n# What happens, step by step\nnodes:\n')
      .replace('\nedges:\n', '\n# Who leads where\nedges: # in order\n'),
  );

const names = Object.keys(randomEdits);
const editCount = 500;
const choices = array(tuple(nat(names.length - 1), nat(400), nat(400)), {
  minLength: editCount,
  maxLength: editCount,
});

test.each(templateTexts)(
  '500 random edits of $id are undone to its first bytes and done again to its last',
  { timeout: 120_000 },
  ({ text }) => {
    const first = withComments(text);
    const parsed = parseFlow(first);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    assert(
      property(choices, (chosen) => {
        let now = 0;
        const editor = createEditor({
          drawing: parsed.drawing,
          problems: [],
          now: () => now,
          onDrawing: () => undefined,
        });
        const textNow = (): string => patchFlow(first, editor.getState().drawing);
        for (const [index, [which, a, b]] of chosen.entries()) {
          const name = names[which] ?? '';
          // Some quick ones of one kind become one step, as when somebody types.
          now += a % 4 === 0 ? 5000 : 300;
          const joins = b % 3 === 0 ? { merge: name } : {};
          editor.edit(name, (drawing) => randomEdits[name]?.(drawing, a, b) ?? drawing, joins);
          if ((index + 1) % 50 === 0) readsAsItself(textNow(), `after ${index + 1} edits`);
        }
        const last = textNow();
        const steps = editor.getState().past;
        expect(steps).toBeGreaterThan(editCount / 4);
        for (let undone = 0; undone < steps; undone++) editor.undo();
        expect(editor.getState().past).toBe(0);
        expect(textNow()).toBe(first);
        for (let redone = 0; redone < steps; redone++) editor.redo();
        expect(textNow()).toBe(last);
      }),
      { numRuns: 1, endOnFailure: true },
    );
  },
);

/** A saved draft is read again at the next start: nothing an edit does may make a text that cannot be. */
function readsAsItself(text: string, when: string): void {
  const parsed = parseFlow(text);
  expect({ when, problems: parsed.ok ? [] : parsed.problems }).toEqual({ when, problems: [] });
  expect(canonicalText(text)).toBe(text);
}

test('random edits reach every edit there is', () => {
  for (const [name, edit] of Object.entries(randomEdits)) {
    const changes = templateTexts.some(({ text }) => {
      const parsed = parseFlow(text);
      if (!parsed.ok) return false;
      const ready = randomEdits['group']?.(parsed.drawing, 1, 2) ?? parsed.drawing;
      return Array.from({ length: 40 }, (_value, at) => edit(ready, at, at * 7 + 1)).some(
        (drawing) => drawing !== ready,
      );
    });
    expect({ name, changes }).toEqual({ name, changes: true });
  }
});
