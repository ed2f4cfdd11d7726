import { z } from 'zod';

/** What stands behind optional, default, lazy and transformed schemas: where the keys are. */
function plain(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  for (;;) {
    if (
      inner instanceof z.ZodOptional ||
      inner instanceof z.ZodDefault ||
      inner instanceof z.ZodPrefault ||
      inner instanceof z.ZodLazy
    ) {
      inner = inner.unwrap();
    } else if (inner instanceof z.ZodPipe) {
      inner = inner.def.in;
    } else {
      return inner;
    }
  }
}

const alternatives = (schema: z.core.$ZodType): z.core.$ZodType[] => {
  const inner = plain(schema);
  return inner instanceof z.ZodUnion ? inner.options.flatMap(alternatives) : [inner];
};

/** The keys an object at this place may have, in the schema's order; empty where any or none may stand. */
export function schemaKeys(schema: z.core.$ZodType | null): string[] {
  if (schema === null) return [];
  const shapes = alternatives(schema).filter((one) => one instanceof z.ZodObject);
  return [...new Set(shapes.flatMap((one) => Object.keys(one.shape)))];
}

/** The schema of what is kept under `key`; null where anything goes. */
export function schemaUnder(schema: z.core.$ZodType | null, key: PropertyKey): z.core.$ZodType | null {
  if (schema === null) return null;
  for (const one of alternatives(schema)) {
    if (one instanceof z.ZodObject) {
      const member: z.core.$ZodType | undefined = Object.hasOwn(one.shape, key)
        ? one.shape[String(key)]
        : undefined;
      if (member !== undefined) return member;
    } else if (one instanceof z.ZodArray) {
      if (typeof key === 'number') return one.element;
    } else if (one instanceof z.ZodRecord) {
      if (typeof key === 'string') return one.valueType;
    }
  }
  return null;
}

export function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | null {
  return path.reduce<z.core.$ZodType | null>(schemaUnder, schema);
}
