import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { useMemo } from 'react';
import { useInPalette } from '../../ui/palette-groups.ts';
import { stepName, stepSummary } from '../../steps/step-words.ts';
import { useEditorState } from '../store/editor-store.ts';
import { commands } from './commands.ts';
import { useCommandContext } from './use-commands.ts';

/** The palette finds the steps of the open flow and everything the editor can do. */
export function useEditorInPalette(): void {
  const context = useCommandContext();
  const nodes = useEditorState((state) => state.drawing.nodes);
  const groups = useMemo((): SpotlightActionGroupData[] => {
    const { editor, view } = context;
    return [
      {
        group: 'Steps of this flow',
        actions: Object.entries(nodes).map(([name, node]) => ({
          id: `step ${name}`,
          label: stepName(editor.getState().drawing, name),
          description: stepSummary(node),
          keywords: [name],
          onClick: () => {
            editor.select([name]);
            view.camera()?.reveal(name);
            view.camera()?.focus(name);
          },
        })),
      },
      {
        group: 'In this drawing',
        actions: commands
          .filter(({ name }) => !name.startsWith('go '))
          .map((command) => ({
            id: `command ${command.name}`,
            label: command.title,
            onClick: () => {
              if (command.canRun(context)) command.run(context);
              else view.say('Select a step first.');
            },
          })),
      },
    ];
  }, [context, nodes]);
  useInPalette(groups);
}
