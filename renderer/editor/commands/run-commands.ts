import type { Command, CommandContext } from './command.ts';

const hasNoErrors = ({ editor }: CommandContext): boolean =>
  !editor.getState().problems.some(({ severity }) => severity === 'error');
const showsRun = ({ view }: CommandContext): boolean => view.getState().run !== null;

export const runCommands: readonly Command[] = [
  {
    name: 'run draft',
    title: 'Run the draft',
    group: 'Run',
    keys: ['mod+enter'],
    canRun: hasNoErrors,
    run: ({ view, saveNow }) => {
      // What runs is the draft that the host has.
      saveNow();
      view.setState({ isRunOpen: true });
    },
  },
  {
    name: 'decide',
    title: 'Decide what the run asks',
    group: 'Run',
    keys: [],
    canRun: showsRun,
    run: ({ view }) => view.setState({ isDeciding: true }),
  },
  {
    name: 'stop showing run',
    title: 'Stop showing the run',
    group: 'Run',
    keys: [],
    canRun: showsRun,
    run: ({ view }) => view.setState({ run: null, isDeciding: false }),
  },
];
