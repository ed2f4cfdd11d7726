import { createContext, useContext, useMemo } from 'react';
import type { DrawingNode } from '../../../shared/flow/drawing.ts';
import type { JsonPath } from '../../../shared/flow/edit/set-at.ts';
import { valueAt } from '../../../shared/flow/edit/set-at.ts';
import { setConfig } from '../../../shared/flow/edit/set-config.ts';
import type { NodeChange } from '../../../shared/flow/edit/set-node.ts';
import { setNode } from '../../../shared/flow/edit/set-node.ts';
import type { Problem } from '../../../shared/flow/problem.ts';
import type { Json } from '../../../shared/json.ts';
import { kindOf } from '../../../shared/steps/index.ts';
import type { StepKind } from '../../../shared/steps/kind.ts';
import { fixOf } from '../../steps/problem-fix.ts';
import { useEditor, useEditorState } from '../store/editor-store.ts';

/** The technical name of the step whose form this is; null in the flow's own form. */
export const StepContext = createContext<string | null>(null);

export const useOwner = (): string | null => useContext(StepContext);

export function useStepName(): string {
  const name = useOwner();
  if (name === null) throw new Error('A field of a step needs the step’s form around it.');
  return name;
}

/** The step as it is drawn; a step that was just removed reads as an empty one until its form is gone. */
export function useStep(): DrawingNode {
  const name = useStepName();
  return useEditorState((state) => state.drawing.nodes[name]) ?? gone;
}

const gone: DrawingNode = { kind: '' };

export function useKind(): StepKind | undefined {
  return kindOf(useStep().kind);
}

/** What stands at a place of the step's config. */
export function useConfig(path: JsonPath): Json | undefined {
  const name = useStepName();
  return useEditorState((state) => valueAt(state.drawing.nodes[name]?.config, path));
}

export const fieldOf = (path: JsonPath): string => ['config', ...path].join('.');

export type Change = {
  /** `isTyping`: letters that follow each other become one undo step. */
  config: (path: JsonPath, value: Json | undefined, isTyping?: boolean) => void;
  node: (change: NodeChange, isTyping?: boolean) => void;
};

/** The only ways in which a form changes its step. */
export function useChange(): Change {
  const editor = useEditor();
  const name = useStepName();
  return useMemo(
    () => ({
      config: (path, value, isTyping = false) =>
        editor.edit(
          'Change step',
          (drawing) => setConfig(drawing, name, path, value),
          isTyping ? { merge: `${name}:${fieldOf(path)}` } : {},
        ),
      node: (change, isTyping = false) =>
        editor.edit(
          'Change step',
          (drawing) => setNode(drawing, name, change),
          isTyping ? { merge: `${name}:${Object.keys(change).join()}` } : {},
        ),
    }),
    [editor, name],
  );
}

/** The problems of a field; `isWhole` takes those of everything inside it as well. */
export function useProblems(field: string, isWhole = false): Problem[] {
  const owner = useOwner();
  const problems = useEditorState((state) => state.problems);
  return useMemo(
    () =>
      problems.filter(
        (problem) =>
          (problem.node ?? null) === owner &&
          (problem.field === field || (isWhole && problem.field?.startsWith(`${field}.`) === true)),
      ),
    [problems, owner, field, isWhole],
  );
}

/** What is wrong with a field and what to do, as one text; null where nothing is. */
export function useFault(field: string, isWhole = false): string | null {
  const [problem] = useProblems(field, isWhole);
  if (problem === undefined) return null;
  return problem.code === 'missing' ? 'Fill this in.' : `${problem.message} ${fixOf(problem)}`;
}
