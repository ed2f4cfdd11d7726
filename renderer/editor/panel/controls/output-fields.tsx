import { Input } from '@mantine/core';
import type { ComponentType } from 'react';
import { renameOutput } from '../../../../shared/flow/edit/rename-field.ts';
import { isJsonObject, type Json } from '../../../../shared/json.ts';
import { useEditor } from '../../store/editor-store.ts';
import { fieldOf, useChange, useConfig, useFault, useStepName } from '../step-context.ts';
import { FieldsEditor, type Fields } from './fields-editor.tsx';

type Props = {
  /** The config key that holds the fields: `output`, `schema`, `editable`. */
  name: string;
  label: string;
  description?: string | undefined;
  addLabel: string;
  /** How a field is read after `steps.<node>`: `['body', 'title']`. */
  reads: (field: string) => string[];
  rules: { required?: boolean; risk?: boolean };
  more?: ComponentType<{ name: string }>;
};

/** Fields that the step gives to later ones; those follow when one is called differently. */
export function OutputFields({ name, label, description, addLabel, reads, rules, more }: Props) {
  const value = useConfig([name]);
  const change = useChange();
  const editor = useEditor();
  const step = useStepName();
  const field = fieldOf([name]);
  const fields = isJsonObject(value) ? (value as unknown as Fields) : {}; // drawn fields, half-written ones included
  return (
    <Input.Wrapper label={label} description={description} error={useFault(field)} labelElement="div">
      <FieldsEditor
        label={label}
        field={field}
        value={fields}
        addLabel={addLabel}
        rules={rules}
        {...(more === undefined ? {} : { more })}
        onChange={(next, isTyping) =>
          change.config(
            [name],
            Object.keys(next).length === 0 ? undefined : (next as unknown as Json),
            isTyping,
          )
        }
        onRename={(from, to) =>
          editor.edit('Rename field', (drawing) =>
            renameOutput(drawing, step, name, { from, to }, reads(from)),
          )
        }
      />
    </Input.Wrapper>
  );
}
