import { z } from 'zod';

import type { Json } from '../json.ts';
import { isNodeName, isPortName, nodeNameRule, portNameRule } from './names.ts';

/**
 * What a failed check of ours is about; zod's own codes cover the rest. `check-config.ts` turns both into problems.
 * `name` breaks a naming rule, `later` is known but not in this version, `choice` is not among `choices`.
 */
export type CheckParams = {
  about: 'name' | 'later' | 'choice' | 'rule';
  fix?: string;
  choices?: readonly string[];
  later?: readonly string[];
};

/** Text for people or machines; may hold `{{ }}` unless its field is literal. */
export const text = z.string();
/** A list or map key's scalar value: what a header or a query carries. */
export const scalar = z.union([z.string(), z.number(), z.boolean()]);
/** Any JSON value; strings in it may hold `{{ }}`. */
export const json = z.custom<Json>((value) => value !== undefined);
/** `30s`, `1h30m`; the compiler checks the form, so that a half-typed one can be saved. */
export const duration = z.string();
export const count = z.int().min(1);

const nameParams = (fix: string): { params: CheckParams } => ({ params: { about: 'name', fix } });
const named = (rule: (name: string) => boolean, words: string): z.ZodString =>
  z.string().refine(rule, { error: 'This name breaks the naming rule.', ...nameParams(words) });

export const nodeName = named(isNodeName, nodeNameRule);
export const portName = named(isPortName, portNameRule);
/** Names a connection slot of the file; the compiler checks that it is declared. */
export const slotName = named(isPortName, portNameRule);
export const poolName = named(isPortName, portNameRule);

/** One of `choices`; the words in `later` are known and refused as not in this version. */
export function choice<const T extends string>(
  choices: readonly T[],
  later: readonly string[],
): z.ZodType<T> {
  const params: CheckParams = { about: 'choice', choices, later };
  return z.custom<T>((value) => choices.some((word) => word === value), { params });
}

/** A key of the format that this build does not enforce yet: refused, never accepted and ignored. */
export function laterKey(): z.ZodOptional<z.ZodType<never>> {
  const params: CheckParams = { about: 'later' };
  return z.custom<never>((value) => value === undefined, { params }).optional();
}

type Rule = { message: string; fix: string; path?: PropertyKey[] };

/** A rule over several fields; saved as a drawing problem, not refused as text. */
export function rule<Output>(check: (config: Output) => Rule | null): z.core.CheckFn<Output> {
  return (context) => {
    const broken = check(context.value);
    if (broken === null) return;
    const params: CheckParams = { about: 'rule', fix: broken.fix };
    context.issues.push({
      code: 'custom',
      input: context.value,
      message: broken.message,
      path: broken.path ?? [],
      params,
    });
  };
}
