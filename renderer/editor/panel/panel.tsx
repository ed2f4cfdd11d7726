import { useEditorState } from '../store/editor-store.ts';
import classes from './panel.module.css';
import { StepPanel } from './step-panel.tsx';

/** The column beside the canvas: the form of the one selected step. It takes no room while there is none. */
export function Panel() {
  const isNeeded = useEditorState(({ selection, drawing }) => {
    const [only, ...others] = selection;
    return only !== undefined && others.length === 0 && Object.hasOwn(drawing.nodes, only);
  });
  return isNeeded ? (
    <div className={classes.column}>
      <StepPanel />
    </div>
  ) : null;
}
