import { freePlace } from '../../../../shared/flow/edit/place-for.ts';
import { setConfig } from '../../../../shared/flow/edit/set-config.ts';
import type { ConnectionKind } from '../../../../shared/steps/kind.ts';
import { useClient } from '../../../api/api-provider.tsx';
import { announceError } from '../../../ui/announce.tsx';
import { useEditor } from '../../store/editor-store.ts';
import { nameFrom } from '../../../steps/names.ts';
import { useStepName } from '../step-context.ts';
import { savedWith } from './saved-with.ts';

export type ChooseConnection = {
  /** A place the flow has; one that is not declared yet is. */
  place: (slot: string) => void;
  /**
   * A connection of this machine, or with null none yet: practice answers from the example. `open`: the step's own place
   * where nothing stands in it yet: the connection goes there.
   */
  machine: (name: string | null, open: string | null) => void;
  clear: () => void;
};

/** What a step goes through: the flow names a place, and this machine puts a connection there. */
export function useConnection(kind: ConnectionKind): ChooseConnection {
  const editor = useEditor();
  const step = useStepName();
  const client = useClient();

  const place = (slot: string): void =>
    editor.edit('Choose connection', (drawing) => {
      const named = setConfig(drawing, step, ['connection'], slot);
      return Object.hasOwn(drawing.connections ?? {}, slot)
        ? named
        : { ...named, connections: { ...drawing.connections, [slot]: { kind } } };
    });

  const bind = async (slot: string, name: string): Promise<void> => {
    try {
      await savedWith(editor, slot);
      await client('connections.bind', { id: editor.getState().drawing.id, slot, name });
    } catch (error) {
      announceError('The connection is named in the flow, but not used yet.', error);
    }
  };

  return {
    place,
    machine: (name, open) => {
      if (open !== null) {
        if (name !== null) void bind(open, name);
        return;
      }
      const { drawing } = editor.getState();
      const slot = freePlace(drawing, kind, name === null ? undefined : nameFrom(name, '-') || kind);
      place(slot);
      if (name !== null) void bind(slot, name);
    },
    clear: () =>
      editor.edit('Choose connection', (drawing) => setConfig(drawing, step, ['connection'], undefined)),
  };
}
