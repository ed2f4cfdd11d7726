import { useCallback } from 'react';
import { readPath } from '../../../../shared/expression/path.ts';
import { earlierThan } from '../../../../shared/flow/offers/earlier.ts';
import { useEditor } from '../../store/editor-store.ts';
import { useStepName } from '../step-context.ts';

/** Why a value may be empty here, in words; null where it is there whatever way led to this step. */
export function useMayBeEmpty(): (source: string) => string | null {
  const editor = useEditor();
  const name = useStepName();
  return useCallback(
    (source) => {
      const [root, node] = readPath(source)?.path ?? [];
      if (root !== 'steps') return null;
      const found = earlierThan(editor.getState().drawing, name).find((one) => one.node === node);
      if (found === undefined || found.certainty === 'always') return null;
      return found.certainty === 'first' ? 'Empty the first time' : 'Empty when another way led here';
    },
    [editor, name],
  );
}
