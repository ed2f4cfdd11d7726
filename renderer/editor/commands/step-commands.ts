import { noteIndex } from '../../../shared/flow/edit/notes.ts';
import type { Command, CommandContext } from './command.ts';
import { addNoteHere, openWay, placed, selectedSteps } from './edits.ts';
import { neighbour, type Direction } from '../../canvas/walk.ts';
import { always, hasOne } from './when.ts';

function openChooser(context: CommandContext): void {
  const { editor, view } = context;
  const [from] = selectedSteps(context);
  const port = from === undefined ? null : openWay(editor.getState().drawing, from);
  const screen = from === undefined ? undefined : view.camera()?.screenOf(from);
  view.setState({
    chooser: {
      screen: screen ?? { x: window.innerWidth / 2 - 140, y: 160 },
      at: null,
      after: from === undefined || port === null ? null : { from, port, place: 'between' },
    },
  });
}

const walk = (direction: Direction): Command => ({
  name: `go ${direction}`,
  title: `Go to the step ${direction === 'up' ? 'above' : direction === 'down' ? 'below' : `on the ${direction}`}`,
  group: 'Steps',
  keys: [`arrow${direction}`],
  canRun: ({ editor }) => Object.keys(editor.getState().drawing.nodes).length > 0,
  run: ({ editor, view }) => {
    const { drawing, selection } = editor.getState();
    const places = placed(drawing).layout ?? {};
    const current = selection.findLast((id) => Object.hasOwn(drawing.nodes, id));
    const next = current === undefined ? Object.keys(places)[0] : neighbour(places, current, direction);
    if (next === undefined || next === null) return;
    view.setState({ wire: null });
    editor.select([next]);
    view.camera()?.reveal(next);
    view.camera()?.focus(next);
  },
});

export const stepCommands: readonly Command[] = [
  {
    name: 'add',
    title: 'Add a step',
    group: 'Steps',
    keys: ['n'],
    canRun: always,
    run: openChooser,
  },
  {
    name: 'open',
    title: 'Edit the step',
    group: 'Steps',
    keys: ['enter'],
    canRun: (context) =>
      hasOne(context) || context.editor.getState().selection.some((id) => noteIndex(id) !== null),
    run: (context) => {
      const [step] = selectedSteps(context);
      const note = context.editor.getState().selection.map(noteIndex)[0];
      if (step !== undefined) context.editor.focusStep(step);
      else if (note !== undefined) context.view.setState({ note });
    },
  },
  {
    name: 'leads',
    title: 'Choose where it leads',
    group: 'Steps',
    keys: ['l'],
    canRun: hasOne,
    run: (context) => context.view.setState({ leads: selectedSteps(context)[0] ?? null }),
  },
  {
    name: 'insert template',
    title: 'Insert a template…',
    group: 'Steps',
    keys: ['t'],
    canRun: always,
    run: ({ view }) => view.setState({ isTemplatesOpen: true }),
  },
  { name: 'note', title: 'Add a note', group: 'Steps', keys: ['shift+n'], canRun: always, run: addNoteHere },
  ...(['right', 'left', 'up', 'down'] as const).map(walk),
];
