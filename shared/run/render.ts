import { ExpressionError } from '../expression/expression-error.ts';
import { hasExpression, renderValue } from '../expression/template.ts';
import type { Json, JsonObject } from '../json.ts';
import { isResourceRef } from './input.ts';
import type { ProgramNode } from './program.ts';
import type { Scope } from './variables.ts';

/** `open`: stored values become their content. `keep`: a value that is a stored one as a whole stays a reference. */
export type RefMode = 'open' | 'keep';

/** A JSON value with its templates resolved. Throws ExpressionError. */
export function render(value: Json, scope: Scope, mode: RefMode): Json {
  if (!scope.hasRefs) return renderValue(value, scope.raw);
  return mode === 'open' ? renderValue(value, scope.through()) : renderKeeping(value, scope);
}

function renderKeeping(value: Json, scope: Scope): Json {
  if (typeof value === 'string') return hasExpression(value) ? renderTemplate(value, scope) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => renderKeeping(item, scope));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renderKeeping(item, scope)]));
}

function renderTemplate(text: string, scope: Scope): Json {
  try {
    const kept = renderValue(text, scope.raw);
    if (isResourceRef(kept)) return kept;
  } catch (error) {
    // The formula goes into the stored value, so it has to be opened.
    if (!(error instanceof ExpressionError)) throw error;
  }
  return renderValue(text, scope.through());
}

/** A node's config with every template resolved. Literal fields and bare conditions stay as they are written. */
export function renderConfig(node: ProgramNode, scope: Scope, mode: RefMode): JsonObject {
  const { literals, conditions } = node.kind;
  const resolved: JsonObject = {};
  for (const [key, value] of Object.entries(node.definition.config)) {
    const isText = literals.includes(key) || conditions.some((path) => path.split('.')[0] === key);
    resolved[key] = isText ? value : render(value, scope, mode);
  }
  return resolved;
}

const longestShown = 64 * 1024;
const shownStart = 4000;

/** A resolved config as history keeps it: a text that was put together to over 64 KiB is cut, and says so. */
export function shownInput(value: Json): Json {
  if (typeof value === 'string') {
    if (value.length <= longestShown) return value;
    return `${value.slice(0, shownStart)} … (cut here: ${value.length} characters)`;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(shownInput);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shownInput(item)]));
}
