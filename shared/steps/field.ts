import type { Json } from '../json.ts';

export const fieldTypes = ['string', 'text', 'number', 'boolean', 'date', 'list', 'object'] as const;
export type FieldType = (typeof fieldTypes)[number];

/** The one field grammar of `inputs`, `output`, `schema` and `editable`: FLOW-FORMAT.md. */
export type Field = FieldType | FieldSpec;

export type FieldSpec = {
  type: FieldType;
  required?: boolean;
  enum?: Json[];
  items?: Field;
  fields?: Record<string, Field>;
  label?: string;
  min?: number;
  max?: number;
  /** Marks the amount or risk field: rules and warnings may use it by name. */
  risk?: boolean;
};
