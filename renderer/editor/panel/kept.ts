import { useStepName } from './step-context.ts';
import { useEditor } from '../store/editor-store.ts';
import type { Json } from '../../../shared/json.ts';

/**
 * What a field held in its other form: a fixed value while a formula stands there, a command while there is a script.
 * Nothing that somebody typed is lost by switching; it lasts as long as the window.
 */
const kept = new Map<string, Json>();

export type Kept = {
  keep: (form: string, value: Json | undefined) => void;
  take: (form: string) => Json | undefined;
};

export function useKept(field: string): Kept {
  const flow = useEditor().getState().drawing.id;
  const name = useStepName();
  const key = (form: string): string => JSON.stringify([flow, name, field, form]);
  return {
    keep: (form, value) => {
      if (value === undefined) kept.delete(key(form));
      else kept.set(key(form), value);
    },
    take: (form) => kept.get(key(form)),
  };
}
