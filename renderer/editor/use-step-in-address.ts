import { useEffect } from 'react';
import { useSearchParams } from 'wouter';
import type { CommandContext } from './commands/command.ts';

/** `?step=publish` opens that step: other screens lead to one. */
export function useStepInAddress({ editor }: CommandContext): void {
  const [search, setSearch] = useSearchParams();
  const step = search.get('step');
  useEffect(() => {
    if (step === null) return;
    editor.focusStep(step);
    setSearch(
      (now) => {
        now.delete('step');
        return now;
      },
      { replace: true },
    );
  }, [step, editor, setSearch]);
}
