import { isJsonObject, type Json } from '../../shared/json.ts';
import type { Field } from '../../shared/steps/field.ts';
import { checkField, specOf } from '../../shared/steps/field-value.ts';

/** What is wrong with a form's values, by field name; empty where nothing is. */
export function checkInputs(fields: Record<string, Field>, value: Json | undefined): Record<string, string> {
  const values = isJsonObject(value) ? value : {};
  const faults: Record<string, string> = {};
  for (const [name, field] of Object.entries(fields)) {
    const given = values[name];
    if (given === undefined || given === '') {
      if (specOf(field).required === true) faults[name] = 'Fill this in.';
      continue;
    }
    const problem = checkField(field, given)[0];
    if (problem !== undefined)
      faults[name] = problem.path === '' ? problem.message : `${problem.path}: ${problem.message}`;
  }
  return faults;
}
