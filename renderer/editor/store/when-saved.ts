import { AppError } from '../../../shared/errors.ts';
import type { Editor, EditorState } from './editor-store.ts';

/** Resolves once the host has what is drawn here; rejects where saving needs somebody first. */
export function whenSaved(editor: Editor): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (state: EditorState): boolean => {
      if (state.saving === 'saving') return false;
      if (state.saving === 'saved') resolve();
      else reject(notSaved(state));
      return true;
    };
    if (settle(editor.getState())) return;
    const stop = editor.subscribe((state) => {
      if (settle(state)) stop();
    });
  });
}

function notSaved({ saving, failure }: EditorState): unknown {
  if (saving === 'failed' && failure instanceof AppError) return failure;
  return new AppError('conflict', 'Your last changes are not saved, so nothing was sent.', {
    fix:
      saving === 'conflict'
        ? 'Decide at the top which version to keep, then try again.'
        : 'Wait until it says “Saved”, then try again.',
  });
}
