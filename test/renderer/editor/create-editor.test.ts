import { describe, expect, test } from 'vitest';
import { createEditor } from '../../../renderer/editor/store/create-editor.ts';
import type { bounded } from '../../../renderer/editor/store/history.ts';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { removeNodes } from '../../../shared/flow/edit/remove-nodes.ts';
import { review } from '../../shared/flow/edit/drawings.ts';

function setUp(history?: ReturnType<typeof bounded>) {
  const clock = { now: 1000 };
  const drawn: Drawing[] = [];
  const editor = createEditor({
    drawing: review(),
    problems: [],
    ...(history === undefined ? {} : { history }),
    now: () => clock.now,
    onDrawing: (drawing) => drawn.push(drawing),
  });
  return { clock, drawn, editor };
}

const named = (name: string) => (drawing: Drawing) => ({ ...drawing, name });

describe('undo and redo', () => {
  test('each edit is a step with a title, and an undone one can be done again', () => {
    const { editor, drawn } = setUp();
    editor.edit('Rename', named('One'));
    editor.edit('Remove step', (drawing) => removeNodes(drawing, ['write']));
    expect([editor.getState().past, editor.nextUndo()]).toEqual([2, 'Remove step']);
    editor.undo();
    expect(Object.keys(editor.getState().drawing.nodes)).toContain('write');
    expect([editor.getState().past, editor.getState().future, editor.nextRedo()]).toEqual([
      1,
      1,
      'Remove step',
    ]);
    editor.redo();
    expect(Object.keys(editor.getState().drawing.nodes)).not.toContain('write');
    expect(drawn).toHaveLength(4);
  });

  test('a new edit after an undo takes the place of what was undone', () => {
    const { editor } = setUp();
    editor.edit('One', named('One'));
    editor.undo();
    editor.edit('Two', named('Two'));
    expect([editor.getState().past, editor.getState().future]).toEqual([1, 0]);
  });

  test('typing in a field is one step; a pause or another field begins the next', () => {
    const { editor, clock } = setUp();
    for (const letters of ['A', 'Ad', 'Ada']) {
      editor.edit('Rename', named(letters), { merge: 'name' });
      clock.now += 900;
    }
    clock.now += 200;
    editor.edit('Rename', named('Ada L'), { merge: 'name' });
    editor.edit('Describe', (drawing) => ({ ...drawing, description: 'x' }), { merge: 'description' });
    expect(editor.getState().past).toBe(3);
    editor.undo();
    editor.undo();
    expect(editor.getState().drawing.name).toBe('Ada');
    editor.undo();
    expect(editor.getState().drawing.name).toBe('Review');
  });

  test('what gives back the same drawing is no step', () => {
    const { editor, drawn } = setUp();
    editor.edit('Nothing', (drawing) => drawing);
    editor.edit('Nothing either', (drawing) => ({ ...drawing }));
    expect([editor.getState().past, drawn]).toEqual([0, []]);
  });

  test('the selection follows, and never holds what is gone', () => {
    const { editor } = setUp();
    editor.select(['write', 'nobody', 'note:0']);
    expect(editor.getState().selection).toEqual(['write', 'note:0']);
    editor.edit('Remove step', (drawing) => removeNodes(drawing, ['write']));
    expect(editor.getState().selection).toEqual(['note:0']);
    editor.undo();
    expect(editor.getState().selection).toEqual(['write', 'note:0']);
  });

  test('a kept history goes on where it stopped', () => {
    const first = setUp().editor;
    first.edit('One', named('One'));
    const kept = JSON.parse(JSON.stringify(first.keptHistory())) as ReturnType<typeof bounded>;
    const { editor } = setUp(kept);
    expect([editor.getState().past, editor.nextUndo()]).toEqual([1, 'One']);
  });

  test('what is kept over a reload is bounded to the newest steps', () => {
    const { editor, clock } = setUp();
    for (let count = 0; count < 600; count++) {
      clock.now += 10_000;
      editor.edit('Rename', named(`Name ${count}`));
    }
    expect(editor.getState().past).toBe(600);
    expect(editor.keptHistory().steps).toHaveLength(500);
    expect(editor.keptHistory().done).toBe(500);
  });
});

test('a pressed problem selects its step and asks for its field, each time anew', () => {
  const { editor } = setUp();
  const problem = {
    code: 'x',
    severity: 'error',
    message: '',
    fix: '',
    node: 'write',
    field: 'config.values',
  } as const;
  editor.focusProblem(problem);
  expect(editor.getState()).toMatchObject({
    selection: ['write'],
    focus: { node: 'write', field: 'config.values', serial: 1 },
  });
  editor.focusProblem(problem);
  expect(editor.getState().focus?.serial).toBe(2);
});
