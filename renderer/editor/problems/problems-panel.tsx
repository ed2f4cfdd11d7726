import { ActionIcon } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconX } from '@tabler/icons-react';
import type { Problem } from '../../../shared/flow/problem.ts';
import { fixOf } from '../../steps/problem-fix.ts';
import { stepName } from '../../steps/step-words.ts';
import { useEditor, useEditorState } from '../store/editor-store.ts';
import { useView, useViewState } from '../store/view-store.ts';
import classes from './problems-panel.module.css';

/** Whether the flow's own form has the field: a missing trigger is mended on the canvas. */
const isOfFlow = ({ field = '' }: Problem): boolean =>
  ['id', 'inputs', 'connections', 'settings'].includes(field.split('.')[0] ?? '');

/** What the compiler says, errors first; press one to land in its field. */
export function ProblemsPanel() {
  const isOpen = useViewState((state) => state.isProblemsOpen);
  const problems = useEditorState((state) => state.problems);
  const drawing = useEditorState((state) => state.drawing);
  const editor = useEditor();
  const view = useView();
  if (!isOpen) return null;
  const sorted = problems.toSorted(
    (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'),
  );

  return (
    <section className={classes.panel} aria-label="Problems">
      <div className={classes.head}>
        <h2 className={classes.title}>Problems</h2>
        <ActionIcon
          size={24}
          aria-label="Hide problems"
          onClick={() => view.setState({ isProblemsOpen: false })}
        >
          <IconX size={15} />
        </ActionIcon>
      </div>
      {sorted.length === 0 ? (
        <p className={classes.none}>
          <IconCircleCheck size={16} aria-hidden="true" /> Nothing to mend: it can run and be released.
        </p>
      ) : (
        <ul className={classes.list}>
          {sorted.map((problem, index) => (
            <li key={index}>
              <button
                type="button"
                className={classes.problem}
                data-severity={problem.severity}
                onClick={() => {
                  if (problem.node !== undefined) view.camera()?.reveal(problem.node);
                  else if (isOfFlow(problem)) view.setState({ isFlowOpen: true });
                  editor.focusProblem(problem);
                }}
              >
                {problem.severity === 'error' ? (
                  <IconAlertCircle size={16} aria-label="Error" role="img" />
                ) : (
                  <IconAlertTriangle size={16} aria-label="Warning" role="img" />
                )}
                <span>
                  {problem.node === undefined ? null : <strong>{stepName(drawing, problem.node)}: </strong>}
                  {problem.message} <span className={classes.fix}>{fixOf(problem)}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
