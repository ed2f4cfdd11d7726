import { useCallback } from 'react';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { readPath } from '../../../../shared/expression/path.ts';
import { earlierThan } from '../../../../shared/flow/offers/earlier.ts';
import { useEditor } from '../../store/editor-store.ts';
import { useOwner } from '../step-context.ts';
import { emptyFirst } from './chip-face.ts';

const otherWay = 'Empty when another way led here';

/** Whether runs that come here begin in different ways: what one start gives, another does not. */
function startsDiffer(drawing: Drawing, node: string | null): boolean {
  const before =
    node === null ? Object.keys(drawing.nodes) : earlierThan(drawing, node).map((one) => one.node);
  const kinds = before.map((name) => drawing.nodes[name]?.kind ?? '');
  return new Set(kinds.filter((kind) => kind.startsWith('trigger.'))).size > 1;
}

/** Why a value may be empty here, in words; null where it is there whatever way led to this step. */
export function useMayBeEmpty(): (source: string) => string | null {
  const editor = useEditor();
  const owner = useOwner();
  return useCallback(
    (source) => {
      const [root, node] = readPath(source)?.path ?? [];
      const { drawing } = editor.getState();
      if (root === 'trigger') return startsDiffer(drawing, owner) ? otherWay : null;
      if (root !== 'steps' || owner === null) return null;
      const found = earlierThan(drawing, owner).find((one) => one.node === node);
      if (found === undefined || found.certainty === 'always') return null;
      return found.certainty === 'first' ? emptyFirst : otherWay;
    },
    [editor, owner],
  );
}
