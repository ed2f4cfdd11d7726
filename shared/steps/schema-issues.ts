import type { z } from 'zod';

import { closest } from '../expression/closest.ts';
import type { CheckParams } from './schema.ts';

/**
 * One fault of a value against a schema. `stage` text: the file cannot mean anything (unknown key, wrong type); it is
 * refused at import and save. `stage` drawing: unfinished or contradictory; it is saved and keeps the flow from running.
 */
export type SchemaProblem = {
  code:
    'unknown_key' | 'wrong_type' | 'unknown_value' | 'not_in_version' | 'bad_name' | 'missing' | 'invalid';
  stage: 'text' | 'drawing';
  path: PropertyKey[];
  message: string;
  fix: string;
  /** Text would have been right: lets a resolved template become text. */
  wantsText?: true;
};

type Issue = z.core.$ZodIssue;

const typeWords: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'nothing',
};

function typeOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeWords[typeof value] ?? typeof value;
}

export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key]; // an own key was found just here
  }
  return value;
}

const quoted = (words: readonly unknown[]): string => words.map((word) => `\`${String(word)}\``).join(', ');

function wrongType(path: PropertyKey[], expected: readonly string[], value: unknown): SchemaProblem {
  const words = [...new Set(expected.map((type) => typeWords[type] ?? type))].join(' or ');
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  const quote = scalar && words === 'text' ? `Put it in quotes: '${String(value)}'.` : `Write ${words}.`;
  const message = `Must be ${words}, but it is ${typeOf(value)}.`;
  const wantsText = expected.includes('string') ? { wantsText: true as const } : {};
  return { code: 'wrong_type', stage: 'text', path, message, fix: quote, ...wantsText };
}

function unknownValue(path: PropertyKey[], choices: readonly unknown[], value: unknown): SchemaProblem {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return wrongType(path, ['string'], value);
  const words = choices.filter((choice) => typeof choice === 'string');
  const near = typeof value === 'string' ? closest(value, words) : null;
  return {
    code: 'unknown_value',
    stage: 'text',
    path,
    message: `“${String(value)}” is not known here. Known: ${quoted(choices)}.`,
    fix: near === null ? 'Write one of these.' : `Did you mean \`${near}\`?`,
  };
}

const missing = (path: PropertyKey[]): SchemaProblem => ({
  code: 'missing',
  stage: 'drawing',
  path,
  message: `\`${String(path.at(-1) ?? 'value')}\` is missing.`,
  fix: `Fill in \`${String(path.at(-1) ?? 'value')}\`.`,
});

function customProblem(
  path: PropertyKey[],
  message: string,
  params: Partial<CheckParams>,
  value: unknown,
): SchemaProblem {
  const key = String(path.at(-1) ?? 'value');
  if (params.about === 'name') {
    const said = `“${String(value)}” cannot be a name here.`;
    return { code: 'bad_name', stage: 'text', path, message: said, fix: params.fix ?? 'Write another name.' };
  }
  if (
    params.about === 'later' ||
    (params.about === 'choice' && params.later?.some((word) => word === value))
  ) {
    const said = params.about === 'later' ? `\`${key}\`` : `\`${key}: ${String(value)}\``;
    const other =
      params.choices === undefined ? `Remove \`${key}\`.` : `Use one of ${quoted(params.choices)}.`;
    return {
      code: 'not_in_version',
      stage: 'text',
      path,
      message: `${said} is not in this version.`,
      fix: other,
    };
  }
  if (params.about === 'choice') return unknownValue(path, params.choices ?? [], value);
  if (params.about === undefined && value === undefined) return missing(path);
  return { code: 'invalid', stage: 'drawing', path, message, fix: params.fix ?? 'Change the value.' };
}

/** Of a union's alternatives the one that the value came nearest to: it got inside, the others stopped at the type. */
function unionProblems(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: PropertyKey[],
  root: unknown,
): SchemaProblem[] {
  const value = valueAt(root, path);
  if (issue.errors.length === 0) {
    if (value === undefined) return [missing(path)];
    return [
      unknownValue(path, 'options' in issue && Array.isArray(issue.options) ? issue.options : [], value),
    ];
  }
  const inside = issue.errors.find((branch) =>
    branch.every(
      (one) => one.path.length > 0 || (one.code !== 'invalid_type' && one.code !== 'invalid_value'),
    ),
  );
  if (inside !== undefined) return inside.flatMap((one) => problemsOf(one, path, root));
  if (value === undefined) return [missing(path)];
  const flat = issue.errors.flat();
  const choices = flat.flatMap((one) => (one.code === 'invalid_value' ? one.values : []));
  if (choices.length > 0 && typeof value !== 'object') return [unknownValue(path, choices, value)];
  const expected = flat.flatMap((one) => (one.code === 'invalid_type' ? [one.expected] : []));
  return [wrongType(path, choices.length > 0 ? [...expected, 'string'] : expected, value)];
}

function problemsOf(issue: Issue, prefix: PropertyKey[], root: unknown): SchemaProblem[] {
  const path = [...prefix, ...issue.path];
  const value = valueAt(root, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        code: 'unknown_key',
        stage: 'text',
        path: [...path, key],
        message: `\`${key}\` is not known here.`,
        fix: `Remove \`${key}\`, or correct its spelling.`,
      }));
    case 'invalid_type':
      return [value === undefined ? missing(path) : wrongType(path, [issue.expected], value)];
    case 'invalid_value':
      return [value === undefined ? missing(path) : unknownValue(path, issue.values, value)];
    case 'invalid_union':
      return unionProblems(issue, path, root);
    case 'custom':
      return [customProblem(path, issue.message, (issue.params ?? {}) as Partial<CheckParams>, value)]; // only schema.ts writes params
    case 'too_small':
    case 'too_big': {
      const small = issue.code === 'too_small';
      const bound = String(small ? issue.minimum : issue.maximum);
      const unit =
        issue.origin === 'array' || issue.origin === 'set'
          ? ' entries'
          : issue.origin === 'string'
            ? ' characters'
            : '';
      const message = `Must be ${small ? 'at least' : 'at most'} ${bound}${unit}.`;
      return [{ code: 'invalid', stage: 'drawing', path, message, fix: 'Change the value.' }];
    }
    default:
      return [
        {
          code: 'invalid',
          stage: 'drawing',
          path,
          message: 'This value is not allowed here.',
          fix: 'Change the value.',
        },
      ];
  }
}

/** A failed parse in our own words; zod's text never reaches a person. */
export function schemaProblems(error: z.ZodError, root: unknown): SchemaProblem[] {
  return error.issues.flatMap((issue) => problemsOf(issue, [], root));
}
