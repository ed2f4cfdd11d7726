import { useEffect } from 'react';
import { listed } from '../../shared/approval/words.ts';
import { runExamples } from '../../shared/run/run-examples.ts';
import { useClient } from '../api/api-provider.tsx';
import { takeRunHandover } from '../flow-actions/run-handover.ts';
import { stepName } from '../steps/step-words.ts';
import { announce, announceError } from '../ui/announce.tsx';
import type { CommandContext } from './commands/command.ts';

/** Opened from a run, the draft gets that run's values as its examples, and its drawing if that was asked for: one edit. */
export function useRunHandover({ editor }: CommandContext): void {
  const client = useClient();
  useEffect(() => {
    const handover = takeRunHandover();
    if (handover === null) return;
    const { run: id, replace } = handover;
    void Promise.all([client('runs.get', { id }), replace ? client('runs.drawing', { id }) : null]).then(
      ([run, ran]) => {
        const draft = editor.getState().drawing;
        const { drawing, taken, left } = runExamples(ran?.drawing ?? draft, run.steps);
        editor.edit('Open a run as draft', () => ({ ...drawing, id: draft.id }));
        announce(
          handoverWords(
            taken.length,
            left.map((node) => stepName(drawing, node)),
            replace,
          ),
        );
      },
      (error: unknown) => announceError('The run’s values could not be read; the draft is as it was.', error),
    );
  }, [client, editor]);
}

function handoverWords(taken: number, left: readonly string[], isReplaced: boolean): string {
  const values =
    taken === 0
      ? 'The run left no values to keep as examples.'
      : `${taken === 1 ? '1 step has' : `${taken} steps have`} the run’s values as ${taken === 1 ? 'its example' : 'their examples'}.`;
  const behind =
    left.length === 0
      ? ''
      : ` Secrets and large files stay behind: ${listed(left.map((name) => `“${name}”`))}.`;
  return `${isReplaced ? 'The draft is what ran. ' : ''}${values}${behind} Undo takes it back.`;
}
