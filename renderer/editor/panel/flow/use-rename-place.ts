import { renamePlace } from '../../../../shared/flow/edit/connection-places.ts';
import { useClient } from '../../../api/api-provider.tsx';
import { useMay } from '../../../api/names.ts';
import { useCall } from '../../../api/use-call.ts';
import { announceError } from '../../../ui/announce.tsx';
import { useEditor, useEditorState } from '../../store/editor-store.ts';
import { savedWith } from '../connection/saved-with.ts';

/**
 * Renames a connection of the flow; what this machine had put there stands under the new name too. Under the old one
 * it stays: a version that is live may still go through it.
 */
export function useRenamePlace(): (from: string, to: string) => void {
  const editor = useEditor();
  const client = useClient();
  const mayBind = useMay('connections');
  const id = useEditorState((state) => state.drawing.id);
  const bound = useCall('connections.bindings', { id }).data?.items;

  const follow = async (from: string, to: string): Promise<void> => {
    const before = bound?.find(({ slot }) => slot === from);
    if (before === undefined || !mayBind || (before.draft ?? before.live) === null) return;
    try {
      await savedWith(editor, to);
      for (const target of ['draft', 'live'] as const) {
        const name = before[target];
        if (name !== null) await client('connections.bind', { id, slot: to, name, target });
      }
    } catch (error) {
      announceError(`“${to}” goes to no connection of this machine yet. Choose one.`, error);
    }
  };
  return (from, to) => {
    editor.edit('Rename a connection', (drawing) => renamePlace(drawing, from, to));
    void follow(from, to);
  };
}
