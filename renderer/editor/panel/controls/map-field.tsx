import { Input } from '@mantine/core';
import type { JsonPath } from '../../../../shared/flow/edit/set-at.ts';
import { isJsonObject } from '../../../../shared/json.ts';
import { fieldOf, useChange, useConfig, useFault } from '../step-context.ts';
import { FieldRows } from './value-editor.tsx';

type Props = {
  path: JsonPath;
  label: string;
  description?: string | undefined;
  addLabel?: string;
  /** Only texts can stand here: headers, environment. */
  onlyText?: boolean;
  /** Where others read these by name, everything follows a new name. */
  onRename?: (from: string, to: string) => void;
  /** An emptied map stays: the kind asks for one. */
  isRequired?: boolean;
};

/** Names and values of the step's config. */
export function MapField({
  path,
  label,
  description,
  addLabel,
  onlyText,
  onRename,
  isRequired = false,
}: Props) {
  const value = useConfig(path);
  const change = useChange();
  const field = fieldOf(path);
  return (
    <Input.Wrapper label={label} description={description} labelElement="div" error={useFault(field)}>
      <FieldRows
        label={label}
        field={field}
        value={isJsonObject(value) ? value : {}}
        {...(addLabel === undefined ? {} : { addLabel })}
        {...(onlyText === undefined ? {} : { onlyText })}
        {...(onRename === undefined ? {} : { onRename })}
        onChange={(next, isTyping) => {
          const isEmpty = isJsonObject(next) && Object.keys(next).length === 0;
          change.config(path, isEmpty && !isRequired ? undefined : next, isTyping);
        }}
      />
    </Input.Wrapper>
  );
}
