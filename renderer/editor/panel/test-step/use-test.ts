import { useRef, useState } from 'react';
import type { InputOf, OutputOf } from '../../../../shared/api/contract.ts';
import type { DrawingNode } from '../../../../shared/flow/drawing.ts';
import { useClient } from '../../../api/api-provider.tsx';
import { useEditor } from '../../store/editor-store.ts';
import { whenSaved } from '../../store/when-saved.ts';
import { useStep, useStepName } from '../step-context.ts';

export type StepTest = OutputOf<'flows.testStep'>;
export type Asked = Omit<InputOf<'flows.testStep'>, 'id' | 'node'>;

/** What came of the last test of a step; `of` is the step as it was then. */
type Kept = { answer: StepTest | null; error: unknown; of: DrawingNode };

/** A result lasts as long as the window: looking at another step and coming back loses nothing. */
const results = new Map<string, Kept>();

export function useTest() {
  const client = useClient();
  const editor = useEditor();
  const node = useStepName();
  const step = useStep();
  const id = editor.getState().drawing.id;
  const key = JSON.stringify([id, node]);
  const [kept, setKept] = useState(results.get(key) ?? null);
  const [isBusy, setIsBusy] = useState(false);
  /** Only the newest press may show its answer. */
  const newest = useRef(0);

  function show(result: Kept): void {
    results.set(key, result);
    setKept(result);
  }

  /** The host tests what it has: the last letters are saved first. Null where it could not be asked. */
  async function test(asked: Asked): Promise<StepTest | null> {
    const press = ++newest.current;
    setIsBusy(true);
    const of = editor.getState().drawing.nodes[node] ?? step;
    const result: Kept = { answer: null, error: null, of };
    try {
      await whenSaved(editor);
      result.answer = await client('flows.testStep', { id, node, ...asked });
    } catch (error) {
      result.error = error;
    }
    if (press !== newest.current) return null;
    setIsBusy(false);
    show(result);
    return result.answer;
  }

  return {
    test,
    isBusy,
    answer: kept?.answer ?? null,
    error: kept?.error ?? null,
    /** The step was changed after it was tested. */
    isOld: kept !== null && kept.of !== step,
  };
}
