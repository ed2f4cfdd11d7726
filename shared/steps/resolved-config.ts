import type { Json, JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import type { CheckedConfig } from './check-config.ts';
import { checkConfig } from './check-config.ts';
import type { StepKind } from './kind.ts';
import { schemaProblems } from './schema-issues.ts';

/** What FLOW-FORMAT “Values” makes of a value inside text: numbers as JSON prints them, null as nothing. */
function asText(value: Json): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function replaceAt(root: Json, path: readonly PropertyKey[], change: (value: Json) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(root);
  if (Array.isArray(root))
    return root.map((entry, index) => (index === key ? replaceAt(entry, rest, change) : entry));
  if (!isJsonObject(root) || typeof key !== 'string') return root;
  const inner = root[key];
  return inner === undefined ? root : { ...root, [key]: replaceAt(inner, rest, change) };
}

/**
 * A config whose templates were resolved, by its kind's schema. A template that is exactly one expression kept its
 * type; where the kind wants text (a title, a path, a header) it becomes text as it would inside a longer one.
 */
export function parseResolved(kind: StepKind, resolved: JsonObject): CheckedConfig {
  const parsed = kind.config.safeParse(resolved);
  if (parsed.success) return { ok: true, config: parsed.data as JsonObject }; // every kind's schema is an object of JSON
  const texts = schemaProblems(parsed.error, resolved).filter((problem) => problem.wantsText === true);
  const config = texts.reduce<Json>((before, problem) => replaceAt(before, problem.path, asText), resolved);
  return checkConfig(kind, isJsonObject(config) ? config : resolved);
}
