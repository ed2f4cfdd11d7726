import { Group, Input, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { splitDuration, units, type Unit } from './duration-parts.ts';
import classes from './controls.module.css';

type Props = {
  label: string;
  isLabelHidden?: boolean;
  description?: string | undefined;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  /** The unit an empty field begins with. */
  unit?: Unit;
  placeholder?: string | undefined;
  field?: string | undefined;
  error?: string | null;
  isRequired?: boolean;
};

/** A length of time: a number and its unit. One of several units, `1h30m`, is typed as it is. */
export function DurationInput({
  label,
  isLabelHidden = false,
  description,
  value,
  onChange,
  unit: startUnit = 'h',
  placeholder,
  field,
  error = null,
  isRequired = false,
}: Props) {
  const [wanted, setWanted] = useState<Unit>(startUnit);
  const parts = value === undefined ? null : splitDuration(value);
  const unit = parts?.unit ?? wanted;
  const isTyped = value !== undefined && parts === null;
  return (
    <Input.Wrapper
      {...(isLabelHidden ? {} : { label })}
      description={description}
      error={error}
      withAsterisk={isRequired}
      labelElement="div"
      data-field={field}
    >
      <Group gap={6} wrap="nowrap" className={classes.duration}>
        {isTyped ? (
          <TextInput
            aria-label={label}
            value={value}
            onChange={(event) =>
              onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)
            }
          />
        ) : (
          <NumberInput
            aria-label={label}
            value={parts?.amount ?? ''}
            placeholder={placeholder ?? ''}
            min={0}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="none"
            hideControls
            onChange={(typed) => onChange(typeof typed === 'number' ? `${typed}${unit}` : undefined)}
          />
        )}
        <Select
          aria-label={`Unit: ${label}`}
          data={units
            .filter((one) => one.value !== 'ms' || unit === 'ms')
            .map(({ value, label }) => ({ value, label }))}
          value={isTyped ? null : unit}
          allowDeselect={false}
          onChange={(picked) => {
            const next = units.find((one) => one.value === picked)?.value;
            if (next === undefined) return;
            setWanted(next);
            if (parts !== null) onChange(`${parts.amount}${next}`);
          }}
        />
      </Group>
    </Input.Wrapper>
  );
}
