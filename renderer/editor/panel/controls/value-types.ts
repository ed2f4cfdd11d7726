import { isJsonObject, type Json } from '../../../../shared/json.ts';

export type ValueType = 'text' | 'number' | 'boolean' | 'fields' | 'list' | 'nothing';

export const valueTypes: readonly { value: ValueType; label: string }[] = [
  { value: 'text', label: 'Text or value' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'fields', label: 'Group of fields' },
  { value: 'list', label: 'List' },
  { value: 'nothing', label: 'Nothing (null)' },
];

export function typeOfValue(value: Json): ValueType {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (Array.isArray(value)) return 'list';
  return isJsonObject(value) ? 'fields' : 'nothing';
}

/** The value in its other form, as far as it means something there. */
export function asType(value: Json, type: ValueType): Json {
  switch (type) {
    case 'text':
      return typeof value === 'object' ? '' : String(value);
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? number : 0;
    }
    case 'boolean':
      return value === true || value === 'true' || value === 'yes';
    case 'fields':
      return isJsonObject(value) ? value : {};
    case 'list':
      return Array.isArray(value)
        ? value
        : value === '' || value === null || isJsonObject(value)
          ? []
          : [value];
    case 'nothing':
      return null;
  }
}
