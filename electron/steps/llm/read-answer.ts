import type { Json } from '../../../shared/json.ts';
import type { Field } from '../../../shared/steps/field.ts';
import { checkFields } from '../../../shared/steps/field-value.ts';
import { readJson } from '../http/read-body.ts';

/** Models like to wrap JSON in a fence or a sentence; the first object in the text is the answer. */
function jsonIn(text: string): Json | undefined {
  const whole = readJson(text.trim());
  if (whole !== undefined) return whole;
  const fenced = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/i.exec(text)?.[1];
  if (fenced !== undefined) return readJson(fenced.trim());
  const from = text.indexOf('{');
  const to = text.lastIndexOf('}');
  return from >= 0 && to > from ? readJson(text.slice(from, to + 1)) : undefined;
}

export type TypedAnswer = { ok: true; value: Json } | { ok: false; why: string };

/** The typed object, or what is wrong with it in words. Nothing is converted or guessed. */
export function readAnswer(text: string, fields: Record<string, Field>): TypedAnswer {
  const value = jsonIn(text);
  if (value === undefined) return { ok: false, why: 'it is not JSON' };
  const problems = checkFields(fields, value, { allRequired: true });
  const first = problems[0];
  if (first === undefined) return { ok: true, value };
  return { ok: false, why: first.path === '' ? first.message : `“${first.path}”: ${first.message}` };
}
