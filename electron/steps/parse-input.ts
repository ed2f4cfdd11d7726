import { isJsonObject, type Json } from '../../shared/json.ts';
import type { StepError } from '../../shared/errors.ts';
import { kindOf, type ConfigOf, type KindName } from '../../shared/steps/index.ts';
import { parseResolved } from '../../shared/steps/resolved-config.ts';

/** A value where the far end wants text: text as it is, nothing as nothing, anything else as JSON prints it. */
export function asText(value: Json): string {
  return typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
}

export type Parsed<Config> = { ok: true; config: Config } | { ok: false; error: StepError };

/** A step's resolved config, checked by its kind's schema: templates may have made something else of it. */
export function parseInput<Name extends KindName>(name: Name, input: Json): Parsed<ConfigOf<Name>> {
  const kind = kindOf(name);
  if (kind === undefined || !isJsonObject(input)) {
    return {
      ok: false,
      error: { code: 'invalid_input', message: 'This step has no settings it could work with.' },
    };
  }
  const checked = parseResolved(kind, input);
  if (checked.ok) return { ok: true, config: checked.config as ConfigOf<Name> }; // parsed by the schema of that very kind
  const problem = checked.problems[0];
  const field = problem?.field.replace(/^config\.?/, '') ?? '';
  return {
    ok: false,
    error: {
      code: 'invalid_input',
      message: `${field === '' ? 'The settings of this step' : `“${field}”`}: ${problem?.message ?? 'not usable.'}`,
      fix: 'Look at the values that earlier steps put in there.',
    },
  };
}
