import { Stack } from '@mantine/core';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts';
import { FieldInput } from '../steps/field-input.tsx';
import { JsonInput } from '../steps/json-input.tsx';
import type { Trigger } from './triggers.ts';

type Props = {
  drawing: Drawing;
  trigger: Trigger | undefined;
  value: Json | undefined;
  faults: Record<string, string>;
  onChange: (value: Json) => void;
  onReadable: (isReadable: boolean) => void;
};

/** The form made from the flow's declared inputs; what arrives from outside is edited as the body it would be. */
export function RunInputs({ drawing, trigger, value, faults, onChange, onReadable }: Props) {
  if (trigger?.kind === 'trigger.webhook') {
    return (
      <JsonInput
        label="What arrives"
        description="The body of the call, as JSON"
        value={value}
        onChange={(next) => onChange(next ?? null)}
        onValid={onReadable}
        minRows={10}
      />
    );
  }
  const fields = Object.entries(drawing.inputs ?? {});
  if (trigger?.kind !== 'trigger.manual' || fields.length === 0) {
    return (
      <p style={{ margin: 0 }}>
        {trigger?.kind === 'trigger.schedule'
          ? 'It begins as if its time had come.'
          : 'It needs nothing to begin.'}
      </p>
    );
  }
  const values: JsonObject = isJsonObject(value) ? value : {};
  const change = (name: string, next: Json | undefined): void => {
    const { [name]: _, ...others } = values;
    onChange(next === undefined ? others : { ...others, [name]: next });
  };
  return (
    <Stack gap="sm">
      {fields.map(([name, field]) => (
        <div key={name} data-input={name}>
          <FieldInput
            name={name}
            field={field}
            value={values[name]}
            error={faults[name]}
            onChange={(next) => change(name, next)}
          />
        </div>
      ))}
    </Stack>
  );
}
