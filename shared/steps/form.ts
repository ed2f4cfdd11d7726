import { z } from 'zod';

import type { Json } from '../json.ts';
import type { StepKind } from './kind.ts';

/** What a field's schema says about the control it needs. */
export type FormControl = 'text' | 'number' | 'boolean' | 'choice' | 'map' | 'list' | 'value';

export type FormField = {
  name: string;
  control: FormControl;
  isRequired: boolean;
  /** What counts where nothing is written. */
  default: Json | undefined;
  options: readonly string[];
  min: number | undefined;
  max: number | undefined;
  /** No values of earlier steps here: it is fixed when the flow is released. */
  isFixed: boolean;
};

type Schema = z.core.JSONSchema.BaseSchema;

const cache = new Map<string, readonly FormField[]>();

/** The fields of a kind's config in their order, read from its one schema. */
export function formOf(kind: StepKind): readonly FormField[] {
  const known = cache.get(kind.kind);
  if (known !== undefined) return known;
  // Checks of our own have no JSON schema; the compiler says what they find.
  const schema = z.toJSONSchema(kind.config, { io: 'input', unrepresentable: 'any' });
  const required = schema.required ?? [];
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]): FormField => {
    const one: Schema = typeof property === 'boolean' ? {} : property;
    return {
      name,
      control: controlOf(one),
      isRequired: required.includes(name),
      default: one.default as Json | undefined, // defaults of a config are JSON
      options: (one.enum ?? []).filter((option) => typeof option === 'string'),
      min: one.minimum,
      max: one.maximum === Number.MAX_SAFE_INTEGER ? undefined : one.maximum,
      isFixed: kind.literals.includes(name),
    };
  });
  cache.set(kind.kind, fields);
  return fields;
}

function controlOf(schema: Schema): FormControl {
  if (schema.enum !== undefined) return 'choice';
  switch (schema.type) {
    case 'string':
      return 'text';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return 'list';
    case 'object':
      return schema.additionalProperties === false ? 'value' : 'map';
    default:
      return 'value';
  }
}
