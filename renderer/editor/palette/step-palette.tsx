import { addStep, openWay, selectedSteps } from '../commands/edits.ts';
import { useCommandContext } from '../commands/use-commands.ts';
import { KindList } from './kind-list.tsx';
import classes from './step-palette.module.css';

/** The steps at the side: press one to put it after the selected step, or drag it to its place. */
export function StepPalette() {
  const context = useCommandContext();
  const choose = (kind: string): void => {
    const [from] = selectedSteps(context);
    const port = from === undefined ? null : openWay(context.editor.getState().drawing, from);
    addStep(context, kind, {
      at: null,
      after: from === undefined || port === null ? null : { from, port, place: 'between' },
    });
  };
  return (
    <aside className={classes.palette} aria-label="Steps">
      <KindList label="Find a step to add" canBegin isDraggable onChoose={choose} />
    </aside>
  );
}
