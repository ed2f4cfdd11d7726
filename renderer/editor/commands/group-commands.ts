import { groupNodes, ungroup } from '../../../shared/flow/edit/groups.ts';
import type { Command, CommandContext } from './command.ts';
import { placed, selectedSteps } from './edits.ts';
import { hasSeveral } from './when.ts';

/** The groups that the selected steps stand in, by their place in the list. */
function groupsOfSelection(context: CommandContext): number[] {
  const steps = selectedSteps(context);
  const groups = context.editor.getState().drawing.groups ?? [];
  return groups.flatMap(({ nodes }, index) => (nodes.some((name) => steps.includes(name)) ? [index] : []));
}

export const groupCommands: readonly Command[] = [
  {
    name: 'group',
    title: 'Group the selected steps',
    group: 'Arrange',
    keys: ['mod+g'],
    canRun: hasSeveral,
    run: (context) => {
      const { editor, view } = context;
      const steps = selectedSteps(context);
      editor.edit(`Group ${steps.length} steps`, (before) => groupNodes(placed(before), steps, 'Group'));
      // Its name is written at once.
      view.setState({ group: (editor.getState().drawing.groups?.length ?? 1) - 1, wire: null });
    },
  },
  {
    name: 'rename group',
    title: 'Rename the group',
    group: 'Arrange',
    keys: ['f2'],
    canRun: (context) => groupsOfSelection(context).length === 1,
    run: (context) => context.view.setState({ group: groupsOfSelection(context)[0] ?? null }),
  },
  {
    name: 'ungroup',
    title: 'Ungroup',
    group: 'Arrange',
    keys: ['mod+shift+g'],
    canRun: (context) => groupsOfSelection(context).length > 0,
    run: (context) => {
      const groups = groupsOfSelection(context);
      context.editor.edit('Ungroup', (before) => ungroup(before, groups));
      context.view.say('The frame is gone; its steps stay.');
    },
  },
];
