import type { Json, JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import type { Field, FieldSpec, FieldType } from './field.ts';

/** `path` is dotted, `items.0.name`; empty for the value itself. */
export type FieldProblem = { path: string; message: string };

export type FieldOptions = {
  /** Fields of an `output` are required even where they do not say so. */
  allRequired?: boolean;
};

export const specOf = (field: Field): FieldSpec => (typeof field === 'string' ? { type: field } : field);

/** RFC 3339: a full date, or a date-time with its offset. */
const datePattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/;

export function isDate(text: string): boolean {
  const match = datePattern.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}

const wanted: Record<FieldType, string> = {
  string: 'Must be text.',
  text: 'Must be text.',
  number: 'Must be a number.',
  boolean: 'Must be yes or no (true or false).',
  date: 'Must be a date like 2026-03-09, or a time like 2026-03-09T14:00:00Z.',
  list: 'Must be a list.',
  object: 'Must be a group of fields.',
};

function hasType(type: FieldType, value: Json): boolean {
  switch (type) {
    case 'string':
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return typeof value === 'string' && isDate(value);
    case 'list':
      return Array.isArray(value);
    case 'object':
      return isJsonObject(value);
  }
}

function checkBounds(spec: FieldSpec, value: Json): string | null {
  const size =
    typeof value === 'number' ? value : typeof value === 'string' ? Array.from(value).length : null;
  const measured = Array.isArray(value) ? value.length : size;
  if (measured === null) return null;
  const unit = Array.isArray(value) ? ' entries' : typeof value === 'string' ? ' characters' : '';
  if (spec.min !== undefined && measured < spec.min) return `Must be at least ${spec.min}${unit}.`;
  if (spec.max !== undefined && measured > spec.max) return `Must be at most ${spec.max}${unit}.`;
  return null;
}

const under = (path: string, key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);

function checkAt(
  field: Field,
  value: Json | undefined,
  required: boolean,
  path: string,
  options: FieldOptions,
): FieldProblem[] {
  const spec = specOf(field);
  if (value === undefined || value === null) return required ? [{ path, message: 'Is missing.' }] : [];
  if (!hasType(spec.type, value)) return [{ path, message: wanted[spec.type] }];
  if (spec.enum !== undefined && !spec.enum.includes(value)) {
    return [
      {
        path,
        message: `Must be one of ${spec.enum.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry))).join(', ')}.`,
      },
    ];
  }
  const bounds = checkBounds(spec, value);
  if (bounds !== null) return [{ path, message: bounds }];
  if (Array.isArray(value) && spec.items !== undefined) {
    const { items } = spec;
    return value.flatMap((entry, index) => checkAt(items, entry, true, under(path, index), options));
  }
  if (isJsonObject(value) && spec.fields !== undefined)
    return checkMembers(spec.fields, value, path, options);
  return [];
}

function checkMembers(
  fields: Record<string, Field>,
  value: JsonObject,
  path: string,
  options: FieldOptions,
): FieldProblem[] {
  const problems = Object.entries(fields).flatMap(([name, field]) => {
    const required = options.allRequired === true || specOf(field).required === true;
    return checkAt(
      field,
      Object.hasOwn(value, name) ? value[name] : undefined,
      required,
      under(path, name),
      options,
    );
  });
  const known = Object.keys(fields).join(', ') || 'none';
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(fields, name));
  return [
    ...problems,
    ...unknown.map((name) => ({
      path: under(path, name),
      message: `Is not a known field. Known: ${known}.`,
    })),
  ];
}

/** What is wrong with a value by its field; nothing is converted: a number stays a number, “5” stays text. */
export function checkField(
  field: Field,
  value: Json | undefined,
  options: FieldOptions = {},
): FieldProblem[] {
  const required = options.allRequired === true || specOf(field).required === true;
  return checkAt(field, value, required, '', options);
}

/** The same for a map of fields: `inputs`, an `output`, a wait's `schema`. Unknown fields are refused. */
export function checkFields(
  fields: Record<string, Field>,
  value: Json | undefined,
  options: FieldOptions = {},
): FieldProblem[] {
  if (!isJsonObject(value)) return [{ path: '', message: wanted.object }];
  return checkMembers(fields, value, '', options);
}

/** JSON Schema of a field, in the strict form that models accept: everything required, nothing else allowed. */
export function fieldToJsonSchema(field: Field): JsonObject {
  const spec = specOf(field);
  const said: JsonObject = {
    ...(spec.label === undefined ? {} : { description: spec.label }),
    ...(spec.enum === undefined ? {} : { enum: spec.enum }),
  };
  const bounds = (low: string, high: string): JsonObject => ({
    ...(spec.min === undefined ? {} : { [low]: spec.min }),
    ...(spec.max === undefined ? {} : { [high]: spec.max }),
  });
  switch (spec.type) {
    case 'string':
    case 'text':
      return { type: 'string', ...said, ...bounds('minLength', 'maxLength') };
    case 'number':
      return { type: 'number', ...said, ...bounds('minimum', 'maximum') };
    case 'boolean':
      return { type: 'boolean', ...said };
    case 'date': {
      const form = 'An RFC 3339 date (2026-03-09) or date-time with offset.';
      return {
        type: 'string',
        ...said,
        description: spec.label === undefined ? form : `${spec.label}. ${form}`,
      };
    }
    case 'list':
      return {
        type: 'array',
        ...said,
        ...bounds('minItems', 'maxItems'),
        ...(spec.items === undefined ? {} : { items: fieldToJsonSchema(spec.items) }),
      };
    case 'object':
      return {
        ...(spec.fields === undefined ? { type: 'object' } : fieldsToJsonSchema(spec.fields)),
        ...said,
      };
  }
}

/** The same for a map of fields, such as an llm step's `output`. */
export function fieldsToJsonSchema(fields: Record<string, Field>): JsonObject {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, fieldToJsonSchema(field)]),
  );
  return { type: 'object', properties, required: Object.keys(fields), additionalProperties: false };
}
