import { ActionIcon, Select, TextInput, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { connectionKinds } from '../../../../shared/connections/kinds.ts';
import {
  removePlace,
  setPlace,
  stepsThrough,
  whyNotPlaceName,
} from '../../../../shared/flow/edit/connection-places.ts';
import { titleOfNode } from '../../../../shared/flow/offers/words.ts';
import { useEditor, useEditorState } from '../../store/editor-store.ts';
import { NameInput } from '../controls/name-input.tsx';
import { useFault } from '../step-context.ts';
import classes from './flow.module.css';
import { OnThisMachine } from './on-this-machine.tsx';
import { useRenamePlace } from './use-rename-place.ts';

const kinds = Object.values(connectionKinds).map(({ kind, title }) => ({ value: kind, label: title }));

/** One connection that the flow needs: what it is called here, what it is for, and who goes through it. */
export function FlowPlace({ name }: { name: string }) {
  const editor = useEditor();
  const place = useEditorState((state) => state.drawing.connections?.[name]);
  const uses = useEditorState(({ drawing }) =>
    stepsThrough(drawing, name)
      .map((step) => `“${titleOfNode(drawing, step)}”`)
      .join(', '),
  );
  const rename = useRenamePlace();
  const field = `connections.${name}`;
  const fault = useFault(field, true);
  if (place === undefined) return null;
  const isUsed = uses !== '';

  return (
    <div className={classes.place} role="group" aria-label={`Connection ${name}`} data-field={field}>
      <div className={classes.placeHead}>
        <NameInput
          label={`Name of ${name}`}
          isLabelHidden
          value={name}
          whyNot={(text) => whyNotPlaceName(editor.getState().drawing, name, text)}
          onDone={(to) => rename(name, to)}
          // That nobody uses it is told below, without alarm.
          error={isUsed ? fault : null}
        />
        <Select
          aria-label={`Kind of ${name}`}
          data={kinds}
          value={place.kind}
          allowDeselect={false}
          onChange={(picked) => {
            const kind = kinds.find(({ value }) => value === picked)?.value;
            if (kind !== undefined && kind !== place.kind)
              editor.edit('Change a connection', (drawing) => setPlace(drawing, name, { ...place, kind }));
          }}
        />
        <Tooltip label={isUsed ? `It is used by ${uses}.` : 'Remove it'}>
          <ActionIcon
            aria-label={`Remove ${name}`}
            aria-disabled={isUsed}
            data-disabled={isUsed}
            mt={2}
            onClick={() => {
              if (!isUsed) editor.edit('Remove a connection', (drawing) => removePlace(drawing, name));
            }}
          >
            <IconTrash size={15} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </div>
      <TextInput
        aria-label={`What ${name} is for`}
        placeholder="What it is for"
        value={place.description ?? ''}
        onChange={({ currentTarget: { value } }) => {
          const { description: _, ...others } = place;
          editor.edit(
            'Describe a connection',
            (drawing) => setPlace(drawing, name, value === '' ? others : { ...place, description: value }),
            { merge: `${field} description` },
          );
        }}
      />
      <OnThisMachine place={name} kind={place.kind} />
      <p className={classes.uses}>{isUsed ? `Used by ${uses}.` : 'No step goes through it yet.'}</p>
    </div>
  );
}
