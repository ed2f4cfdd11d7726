import { Select } from '@mantine/core';
import { useState } from 'react';
import { isConnectionKind } from '../../../../shared/connections/kinds.ts';
import type { ConnectionKind } from '../../../../shared/steps/kind.ts';
import { useClient } from '../../../api/api-provider.tsx';
import { useMay } from '../../../api/names.ts';
import { useCall } from '../../../api/use-call.ts';
import { announceError } from '../../../ui/announce.tsx';
import { useEditor, useEditorState } from '../../store/editor-store.ts';
import { ConnectionDialog } from '../../../flow-actions/connection-dialog.tsx';
import { savedWith } from '../connection/saved-with.ts';
import classes from './flow.module.css';

type Props = { place: string; kind: ConnectionKind };

/** Which connection of this machine stands where the flow needs one. Not part of the file. */
export function OnThisMachine({ place, kind }: Props) {
  const editor = useEditor();
  const client = useClient();
  const id = useEditorState((state) => state.drawing.id);
  const mayBind = useMay('connections');
  const known = useCall('connections.list', {}).data?.items ?? [];
  const bindings = useCall('connections.bindings', { id });
  const here = bindings.data?.items.find(({ slot }) => slot === place);
  const [isMaking, setIsMaking] = useState(false);
  const chosen = here?.live ?? here?.draft ?? null;

  const bind = async (name: string | null): Promise<void> => {
    try {
      await savedWith(editor, place);
      await client('connections.bind', { id, slot: place, name });
      await bindings.refetch();
    } catch (error) {
      announceError('The connection stays as it was.', error);
    }
  };

  if (!mayBind || !isConnectionKind(kind))
    return (
      <p className={classes.uses}>
        {chosen === null
          ? 'Connection needed before it can go live.'
          : `Goes to “${chosen}” on this machine.`}
      </p>
    );
  const options = known
    .filter((one) => one.kind === kind)
    .map(({ name }) => ({ value: `at ${name}`, label: name }));
  return (
    <>
      <Select
        aria-label={`${place} on this machine`}
        description={
          chosen === null ? 'Connection needed before it can go live; drafts practise with examples.' : null
        }
        inputWrapperOrder={['input', 'description']}
        placeholder="Goes nowhere on this machine yet"
        data={[...options, { value: 'new', label: 'New connection…' }]}
        value={chosen === null ? null : `at ${chosen}`}
        clearable
        onChange={(picked) => {
          if (picked === 'new') setIsMaking(true);
          else void bind(picked === null ? null : picked.slice('at '.length));
        }}
      />
      {isMaking ? (
        <ConnectionDialog
          kind={kind}
          onClose={() => setIsMaking(false)}
          onMade={(name) => {
            setIsMaking(false);
            void bind(name);
          }}
        />
      ) : null}
    </>
  );
}
