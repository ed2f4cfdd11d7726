import type { Drawing } from '../../../shared/flow/drawing.ts';
import { alignNodes, type Alignment } from '../../../shared/flow/edit/align-nodes.ts';
import { autoLayout } from '../../../shared/flow/edit/auto-layout.ts';
import { moveNodes } from '../../../shared/flow/edit/move-nodes.ts';
import { sizesOf } from '../../canvas/face.ts';
import type { Command } from './command.ts';
import { placed, selectedSteps } from './edits.ts';
import type { Direction } from '../../canvas/walk.ts';
import { always, hasSeveral } from './when.ts';

const align = (how: Alignment, title: string): Command => ({
  name: `align ${how}`,
  title,
  group: 'Arrange',
  keys: [],
  canRun: hasSeveral,
  run: (context) => {
    const steps = selectedSteps(context);
    context.editor.edit(title, (before) => {
      const all = placed(before);
      return alignNodes(all, steps, how, sizesOf(all));
    });
  },
});

const nudge = (direction: Direction, [dx, dy]: [number, number]): Command => ({
  name: `move ${direction}`,
  title: `Move ${direction}`,
  group: 'Arrange',
  keys: [`shift+arrow${direction}`],
  canRun: (context) => selectedSteps(context).length > 0,
  run: (context) => {
    const steps = selectedSteps(context);
    const move = (before: Drawing): Drawing => {
      const all = placed(before);
      const places = steps.map((name) => {
        const [x, y] = all.layout?.[name] ?? [0, 0];
        return [name, [x + dx, y + dy]];
      });
      return moveNodes(all, Object.fromEntries(places));
    };
    context.editor.edit(steps.length === 1 ? 'Move step' : `Move ${steps.length} steps`, move, {
      merge: 'move',
    });
  },
});

export const arrangeCommands: readonly Command[] = [
  {
    name: 'arrange',
    title: 'Arrange everything',
    group: 'Arrange',
    keys: ['a'],
    canRun: always,
    run: ({ editor, view }) => {
      editor.edit('Arrange everything', (before) => autoLayout(before, sizesOf(before)));
      view.camera()?.fit();
    },
  },
  {
    name: 'arrange selection',
    title: 'Arrange the selected steps',
    group: 'Arrange',
    keys: ['shift+a'],
    canRun: hasSeveral,
    run: (context) => {
      const steps = selectedSteps(context);
      context.editor.edit('Arrange the selected steps', (before) => {
        const all = placed(before);
        return autoLayout(all, sizesOf(all), steps);
      });
    },
  },
  align('left', 'Align left edges'),
  align('right', 'Align right edges'),
  align('top', 'Align top edges'),
  align('bottom', 'Align bottom edges'),
  align('row', 'Spread in a row'),
  align('column', 'Spread in a column'),
  nudge('right', [20, 0]),
  nudge('left', [-20, 0]),
  nudge('up', [0, -20]),
  nudge('down', [0, 20]),
];
