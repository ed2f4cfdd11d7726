import type { Json } from '../../shared/json.ts';

const keyOf = (flow: string, trigger: string): string => `countersign.run-with.${flow}.${trigger}`;

/** Longer than what anybody types; the host keeps what a run really began with. */
const mostLetters = 64 * 1024;

/** What somebody at this machine last began this flow with; undefined where nobody has. */
export function usedValues(flow: string, trigger: string): Json | undefined {
  try {
    const text = localStorage.getItem(keyOf(flow, trigger));
    return text === null ? undefined : (JSON.parse(text) as Json); // written below
  } catch {
    return undefined; // a browser that keeps nothing: the form begins with the last run's values
  }
}

export function keepUsedValues(flow: string, trigger: string, values: Json): void {
  const text = JSON.stringify(values);
  if (text.length > mostLetters) return;
  try {
    localStorage.setItem(keyOf(flow, trigger), text);
  } catch {
    // It is full or switched off: the form begins with the last run's values.
  }
}
