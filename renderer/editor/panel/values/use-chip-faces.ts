import { useMemo } from 'react';
import { evaluateExpression, ExpressionError } from '../../../../shared/expression/evaluate.ts';
import { printPath, readPath } from '../../../../shared/expression/path.ts';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import type { Seen } from '../../../../shared/flow/offers/offers.ts';
import { chipWords } from '../../../../shared/flow/offers/words.ts';
import { isJsonObject, type Json } from '../../../../shared/json.ts';
import { useEditor, useEditorState } from '../../store/editor-store.ts';
import { useMayBeEmpty } from './certainty.ts';
import type { ChipFace } from './chip-face.ts';
import { useSeen } from './seen-context.tsx';
import { startPayload } from './start-payload.ts';
import { valueText } from './value-text.ts';

export type ChipFaces = {
  faceOf: (source: string) => ChipFace;
  /** Changes when chips look different. */
  signature: string;
};

export function useChipFaces(): ChipFaces {
  const editor = useEditor();
  const titles = useEditorState((state) => titlesOf(state.drawing));
  const seen = useSeen();
  const mayBeEmpty = useMayBeEmpty();
  return useMemo(
    () => ({
      signature: `${titles}${seen.trigger?.node ?? ''}${Object.keys(seen.outputs).join()}`,
      faceOf: (source) => {
        const { drawing } = editor.getState();
        return {
          words: chipWords(drawing, source),
          source,
          note: mayBeEmpty(source),
          value: valueText(lastValue(drawing, seen, source)),
        };
      },
    }),
    [editor, titles, seen, mayBeEmpty],
  );
}

const known = new WeakMap<Drawing, string>();

/** Everything chips are labelled with, as one text that is equal while nothing of it has changed. */
function titlesOf(drawing: Drawing): string {
  const before = known.get(drawing);
  if (before !== undefined) return before;
  const names = Object.entries(drawing.nodes).map(([name, node]) => `${name}=${node.name ?? ''}`);
  const text = `${names.join('\n')}\n${JSON.stringify(drawing.inputs ?? {})}\n${drawing.edges.length}`;
  known.set(drawing, text);
  return text;
}

/** What a formula would give with the last run's values, else the examples; undefined where they do not say. */
function lastValue(drawing: Drawing, seen: Seen, source: string): Json | undefined {
  const steps = { ...drawing.samples, ...seen.outputs };
  const payload = startPayload(drawing, seen);
  // What stands in for a missing value is not what it was.
  const read = readPath(source);
  const wanted = read === null ? source : printPath(read.path);
  try {
    return evaluateExpression(wanted, {
      steps,
      trigger: isJsonObject(payload) ? payload : {},
      run: {},
      callback: {},
    });
  } catch (error) {
    if (error instanceof ExpressionError) return undefined; // not there yet, or still being typed
    throw error;
  }
}
