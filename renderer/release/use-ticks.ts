import { useState } from 'react';
import type { Change } from '../../shared/flow/diff.ts';

export type Ticks = {
  ticked: ReadonlySet<string>;
  onTick: (words: string) => void;
  /** Every sentence that says that less is asked of people has been ticked. */
  isDone: boolean;
};

/** A gate that goes or asks less does not pass unread: its sentence has to be ticked. */
export function useTicks(changes: readonly Change[]): Ticks {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const needed = changes.filter(({ weakens }) => weakens).map(({ words }) => words);
  return {
    ticked,
    onTick: (words) =>
      setTicked((old) =>
        old.has(words) ? new Set([...old].filter((one) => one !== words)) : new Set([...old, words]),
      ),
    isDone: needed.every((words) => ticked.has(words)),
  };
}
