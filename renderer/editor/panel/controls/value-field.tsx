import { Input, Select } from '@mantine/core';
import type { JsonPath } from '../../../../shared/flow/edit/set-at.ts';
import { fieldOf, useChange, useConfig, useFault } from '../step-context.ts';
import { useKept } from '../kept.ts';
import { asType, typeOfValue, valueTypes, type ValueType } from './value-types.ts';
import { ValueInput } from './value-editor.tsx';

type Props = {
  path: JsonPath;
  label: string;
  description?: string | undefined;
  isRequired?: boolean;
  isMultiline?: boolean;
};

const none = 'none';

/** Any value of the step's config: as text with chips, as fields, as a list … What each held is kept. */
export function ValueField({ path, label, description, isRequired = false, isMultiline = false }: Props) {
  const value = useConfig(path);
  const change = useChange();
  const field = fieldOf(path);
  const kept = useKept(field);
  const fault = useFault(field);
  const now = value === undefined ? none : typeOfValue(value);
  const choose = (picked: string | null): void => {
    kept.keep(now, value);
    const type = valueTypes.find((one) => one.value === picked)?.value as ValueType | undefined;
    change.config(path, type === undefined ? undefined : (kept.take(type) ?? asType(value ?? '', type)));
  };
  return (
    <Input.Wrapper
      label={label}
      description={description}
      withAsterisk={isRequired}
      labelElement="div"
      error={typeof value === 'object' ? fault : null}
      data-field={field}
    >
      <Select
        aria-label={`Form of ${label}`}
        data={[
          ...(isRequired && now !== none ? [] : [{ value: none, label: 'Nothing' }]),
          ...valueTypes.filter((one) => one.value !== 'nothing'),
        ]}
        value={now}
        allowDeselect={false}
        mb={6}
        onChange={choose}
      />
      <ValueInput
        label={label}
        field={field}
        value={value ?? ''}
        isMultiline={isMultiline}
        onChange={(next, isTyping) => change.config(path, next === '' ? undefined : next, isTyping)}
      />
    </Input.Wrapper>
  );
}
