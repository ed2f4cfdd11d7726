import type { Json, JsonObject } from '../../shared/json.ts';
import type { RunInput } from '../../shared/run/input.ts';
import type { Resources } from '../resources/resources.ts';

/** What people and other programs say, as history may hold it: secrets masked, large values as references. */
export function createStorable(mask: (value: Json) => Json, resources: Pick<Resources, 'externalise'>) {
  const value = (said: Json): Promise<Json> => resources.externalise(mask(said));
  const text = (said: string): string => {
    const masked = mask(said);
    return typeof masked === 'string' ? masked : '';
  };

  // Masking keeps the shape.
  const masked = (said: JsonObject): JsonObject => mask(said) as JsonObject;

  return {
    value,
    input: async (input: RunInput): Promise<RunInput> => {
      switch (input.type) {
        case 'callback':
          return { ...input, body: await value(input.body) };
        case 'answer':
        case 'edit':
          return { ...input, output: await value(input.output) };
        case 'comment':
          return { ...input, text: text(input.text) };
        case 'cancel':
          return { ...input, reason: text(input.reason) };
        case 'decision':
          return {
            ...input,
            comment: input.comment === null ? null : text(input.comment),
            values: input.values === null ? null : masked(input.values),
          };
        default:
          return input;
      }
    },
  };
}
