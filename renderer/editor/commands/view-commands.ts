import type { Command } from './command.ts';
import { always } from './when.ts';

export const viewCommands: readonly Command[] = [
  {
    name: 'fit',
    title: 'Show everything',
    group: 'View',
    keys: ['f'],
    canRun: always,
    run: ({ view }) => view.camera()?.fit(),
  },
  {
    name: 'zoom in',
    title: 'Zoom in',
    group: 'View',
    keys: ['+', 'mod+='],
    canRun: always,
    run: ({ view }) => view.camera()?.zoomIn(),
  },
  {
    name: 'zoom out',
    title: 'Zoom out',
    group: 'View',
    keys: ['-', 'mod+-'],
    canRun: always,
    run: ({ view }) => view.camera()?.zoomOut(),
  },
  {
    name: 'full size',
    title: 'Full size',
    group: 'View',
    keys: ['0', 'mod+0'],
    canRun: always,
    run: ({ view }) => view.camera()?.zoomTo(1),
  },
  {
    name: 'problems',
    title: 'Show or hide problems',
    group: 'View',
    keys: ['p'],
    canRun: always,
    run: ({ view }) => view.setState(({ isProblemsOpen }) => ({ isProblemsOpen: !isProblemsOpen })),
  },
  {
    name: 'palette',
    title: 'Show or hide the list of steps',
    group: 'View',
    keys: ['s'],
    canRun: always,
    run: ({ view }) => view.setState(({ isPaletteOpen }) => ({ isPaletteOpen: !isPaletteOpen })),
  },
  {
    name: 'flow settings',
    title: 'Flow settings',
    group: 'View',
    keys: ['g'],
    canRun: always,
    run: ({ editor, view }) => {
      const isShown = view.getState().isFlowOpen && editor.getState().selection.length === 0;
      view.setState({ isFlowOpen: !isShown });
      if (!isShown) editor.focusFlow('name');
    },
  },
  {
    name: 'keys',
    title: 'Show all keys',
    group: 'View',
    keys: ['?'],
    canRun: always,
    run: ({ view }) => view.setState({ isHelpOpen: true }),
  },
];
