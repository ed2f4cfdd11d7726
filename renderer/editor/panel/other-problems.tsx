import { useMemo } from 'react';
import { fixOf } from '../../steps/problem-fix.ts';
import { ProblemList } from '../../ui/problem-list.tsx';
import { useEditorState } from '../store/editor-store.ts';
import { useStepName } from './step-context.ts';

/** Keys of a step whose problems stand at their fields. */
const alwaysShown = ['config', 'retry', 'timeout', 'visits', 'effect'];

/** Problems of the step that no field speaks of: a missing wire, a step as a whole, or a key without a field. */
export function OtherProblems() {
  const name = useStepName();
  const problems = useEditorState((state) => state.problems);
  const others = useMemo(
    () =>
      problems
        .filter(({ node, field }) => node === name && !isShown(field))
        .map((problem) => ({ severity: problem.severity, message: problem.message, fix: fixOf(problem) })),
    [problems, name],
  );
  return others.length === 0 ? null : <ProblemList problems={others} />;
}

/** `config` alone is the step as a whole. */
function isShown(field: string | undefined): boolean {
  const [first = '', key] = field?.split('.') ?? [];
  if (!alwaysShown.includes(first)) return false;
  return first !== 'config' || key !== undefined;
}
