import { Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import type { Json } from '../../shared/json.ts';
import type { Field } from '../../shared/steps/field.ts';
import { specOf } from '../../shared/steps/field-value.ts';
import { labelOf } from '../../shared/steps/label.ts';
import { JsonInput } from './json-input.tsx';

type Props = {
  name: string;
  field: Field;
  /** `undefined` is a field nobody filled in. */
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  error?: string | undefined;
  disabled?: boolean;
};

/** One field of the flow format as a control: inputs of a run, editable values of a card. */
export function FieldInput({ name, field, value, onChange, error, disabled = false }: Props) {
  const spec = specOf(field);
  const shared = {
    label: labelOf(name, field),
    error: error ?? null,
    withAsterisk: spec.required === true,
    disabled,
    name,
  };

  if (spec.enum !== undefined) {
    const options = spec.enum;
    return (
      <Select
        {...shared}
        data={options.map((option, index) => ({
          value: String(index),
          label: typeof option === 'string' ? option : JSON.stringify(option),
        }))}
        value={value === undefined ? null : String(options.indexOf(value))}
        onChange={(index) => onChange(index === null ? undefined : options[Number(index)])}
        clearable={spec.required !== true}
        allowDeselect={spec.required !== true}
        placeholder="Choose"
      />
    );
  }
  switch (spec.type) {
    case 'boolean':
      return (
        <Checkbox
          label={shared.label}
          error={shared.error}
          disabled={disabled}
          name={name}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'number' ? value : ''}
          onChange={(typed) => onChange(typeof typed === 'number' ? typed : undefined)}
          {...(spec.min === undefined ? {} : { min: spec.min })}
          {...(spec.max === undefined ? {} : { max: spec.max })}
          clampBehavior="none"
          description={boundsInWords(spec.min, spec.max)}
          hideControls
        />
      );
    case 'text':
      return (
        <Textarea
          {...shared}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
          autosize
          minRows={4}
          maxRows={20}
        />
      );
    case 'string':
      return (
        <TextInput
          {...shared}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) =>
            onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)
          }
        />
      );
    case 'date': {
      const text = typeof value === 'string' ? value : '';
      const isWithTime = text.length > 10;
      return (
        <TextInput
          {...shared}
          type={isWithTime ? 'text' : 'date'}
          value={text}
          onChange={(event) =>
            onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)
          }
        />
      );
    }
    case 'list':
    case 'object':
      return <JsonInput {...shared} value={value} onChange={onChange} minRows={4} />;
  }
}

function boundsInWords(min: number | undefined, max: number | undefined): string | null {
  if (min !== undefined && max !== undefined) return `Between ${min} and ${max}`;
  if (min !== undefined) return `At least ${min}`;
  return max === undefined ? null : `At most ${max}`;
}
