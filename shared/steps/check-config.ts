import type { z } from 'zod';

import { closest } from '../expression/closest.ts';
import type { JsonObject } from '../json.ts';
import type { StepKind } from './kind.ts';
import { schemaProblems } from './schema-issues.ts';
import type { SchemaProblem } from './schema-issues.ts';
import { schemaAt, schemaKeys } from './schema-walk.ts';

/** `field` is the path inside the node: `config.cases.0.when`. */
export type ConfigProblem = Omit<SchemaProblem, 'path' | 'wantsText'> & { field: string };

export type CheckedConfig = { ok: true; config: JsonObject } | { ok: false; problems: ConfigProblem[] };

/** Names the key that was probably meant, by the schema at that place. */
export function withSuggestion(problem: SchemaProblem, schema: z.ZodType): SchemaProblem {
  const key = problem.path.at(-1);
  if (problem.code !== 'unknown_key' || typeof key !== 'string') return problem;
  const known = schemaKeys(schemaAt(schema, problem.path.slice(0, -1)));
  if (known.length === 0) return problem;
  const near = closest(key, known);
  const fix = near === null ? `Remove it. Known here: ${known.join(', ')}.` : `Did you mean \`${near}\`?`;
  return { ...problem, fix };
}

/**
 * A node's config by its kind: parsed with defaults, or every fault of it. The text stage takes the problems of
 * `stage: 'text'`, the compiler all of them.
 */
export function checkConfig(kind: StepKind, config: JsonObject): CheckedConfig {
  const parsed = kind.config.safeParse(config);
  if (parsed.success) return { ok: true, config: parsed.data as JsonObject }; // every kind's schema is an object of JSON
  const problems = schemaProblems(parsed.error, config).map((problem) => {
    const { code, stage, path, message, fix } = withSuggestion(problem, kind.config);
    return { code, stage, message, fix, field: ['config', ...path.map((key) => String(key))].join('.') };
  });
  return { ok: false, problems };
}
