import type { Drawing } from '../../../shared/flow/drawing.ts';
import type { Point } from '../../../shared/flow/edit/add-node.ts';
import { insertFlow } from '../../../shared/flow/edit/insert-flow.ts';
import { noteHeight, sizesOf } from '../../canvas/face.ts';
import type { CommandContext } from './command.ts';
import { placed } from './edits.ts';

const gap = 96;

/** Below everything that is drawn, at its left edge. */
function placeBelow(drawing: Drawing): Point {
  const sizes = sizesOf(drawing);
  const boxes = [
    ...Object.entries(drawing.layout ?? {}).map(([name, [x, y]]) => ({
      left: x,
      bottom: y + sizes(name).height,
    })),
    ...(drawing.notes ?? []).map(({ text, at: [x, y] }) => ({ left: x, bottom: y + noteHeight(text) })),
  ];
  if (boxes.length === 0) return [0, 0];
  return [Math.min(...boxes.map(({ left }) => left)), Math.max(...boxes.map(({ bottom }) => bottom)) + gap];
}

/** Puts a template's steps into the open flow, in one edit. */
export function insertTemplate(
  { editor, view }: CommandContext,
  template: { name: string; drawing: Drawing },
): void {
  const before = placed(editor.getState().drawing);
  const { drawing, added } = insertFlow(before, template.drawing, placeBelow(before));
  editor.edit(`Insert “${template.name}”`, () => drawing, { select: added });
  const [first] = added;
  if (first === undefined) return;
  // Where it came is outside the picture: show all of it.
  view.camera()?.fit();
  view.camera()?.focus(first);
}
