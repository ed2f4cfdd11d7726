import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import type { JsonPath } from '../../../../shared/flow/edit/set-at.ts';
import { fieldOf, useChange, useConfig, useFault } from '../step-context.ts';
import { textOf } from '../text-of.ts';

type Props = {
  path: JsonPath;
  label: string;
  description?: string | undefined;
  placeholder?: string | undefined;
  isRequired?: boolean;
};

/** A fixed text: no values of earlier steps. An emptied one is taken away. */
export function TextField({ path, label, description, placeholder, isRequired = false }: Props) {
  const value = useConfig(path);
  const change = useChange();
  const field = fieldOf(path);
  return (
    <TextInput
      data-field={field}
      label={label}
      description={description}
      placeholder={placeholder ?? ''}
      withAsterisk={isRequired}
      error={useFault(field)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) =>
        change.config(path, event.currentTarget.value === '' ? undefined : event.currentTarget.value, true)
      }
    />
  );
}

export function NumberField({
  path,
  label,
  description,
  placeholder,
  isRequired = false,
  min,
  max,
}: Props & { min?: number | undefined; max?: number | undefined }) {
  const value = useConfig(path);
  const change = useChange();
  const field = fieldOf(path);
  return (
    <NumberInput
      data-field={field}
      label={label}
      description={description}
      placeholder={placeholder ?? ''}
      withAsterisk={isRequired}
      error={useFault(field)}
      value={typeof value === 'number' ? value : ''}
      onChange={(typed) => change.config(path, typeof typed === 'number' ? typed : undefined, true)}
      clampBehavior="none"
      hideControls
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
    />
  );
}

export type Choice = { value: string; label: string };

/** One of a few words. The default is not written: it is what counts where nothing stands. */
export function ChoiceField({
  path,
  label,
  description,
  choices,
  byDefault,
}: Props & { choices: readonly Choice[]; byDefault?: string | undefined }) {
  const value = useConfig(path);
  const change = useChange();
  const field = fieldOf(path);
  const now = value === undefined ? byDefault : textOf(value);
  return (
    <Select
      data-field={field}
      label={label}
      description={description}
      error={useFault(field)}
      data={[...choices]}
      value={now ?? null}
      allowDeselect={false}
      placeholder="Choose"
      onChange={(picked) => change.config(path, picked === null || picked === byDefault ? undefined : picked)}
    />
  );
}

export function SwitchField({ path, label, description, byDefault }: Props & { byDefault: boolean }) {
  const value = useConfig(path);
  const change = useChange();
  const field = fieldOf(path);
  return (
    <Switch
      data-field={field}
      label={label}
      description={description}
      error={useFault(field)}
      checked={typeof value === 'boolean' ? value : byDefault}
      onChange={(event) =>
        change.config(
          path,
          event.currentTarget.checked === byDefault ? undefined : event.currentTarget.checked,
        )
      }
    />
  );
}
