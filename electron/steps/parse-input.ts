import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts';
import type { StepError } from '../../shared/errors.ts';
import { kindOf, type ConfigOf, type KindName } from '../../shared/steps/index.ts';

/** A value that stood in a text field as one whole expression keeps its type; the field wants text. */
export function asText(value: Json): string {
  return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
}

/** Text fields as text; an empty expression leaves its field out. */
function withTexts(input: JsonObject, textFields: readonly string[]): JsonObject {
  const result: JsonObject = { ...input };
  for (const field of textFields) {
    const value = input[field];
    if (value === null) delete result[field];
    else if (value !== undefined) result[field] = asText(value);
  }
  return result;
}

export type Parsed<Config> = { ok: true; config: Config } | { ok: false; error: StepError };

/** A step's resolved config, checked by its kind's schema: templates may have made something else of it. */
export function parseInput<Name extends KindName>(
  name: Name,
  input: Json,
  textFields: readonly string[],
): Parsed<ConfigOf<Name>> {
  const kind = kindOf(name);
  const given = isJsonObject(input) ? withTexts(input, textFields) : input;
  const parsed = kind?.config.safeParse(given);
  if (parsed?.success === true) return { ok: true, config: parsed.data as ConfigOf<Name> }; // the schema of that very kind
  const issue = parsed?.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  return {
    ok: false,
    error: {
      code: 'invalid_input',
      message: field === '' ? 'The settings of this step do not fit together.' : `“${field}” does not hold what this step needs.`,
      fix: 'Look at the values that earlier steps put into it.',
    },
  };
}
