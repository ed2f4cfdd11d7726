import { evaluateCondition } from '../expression/evaluate.ts';
import { parseExpression } from '../expression/expression.ts';
import { ExpressionError } from '../expression/expression-error.ts';
import { hasExpression, referencesOf, renderValue } from '../expression/template.ts';
import { isJsonObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { isResourceRef } from './input.ts';
import type { ProgramNode } from './program.ts';
import type { Scope } from './variables.ts';

/** `open`: stored values become their content. `keep`: a value that is a stored one as a whole stays a reference. */
export type RefMode = 'open' | 'keep';

/** A JSON value with its templates resolved. Throws ExpressionError. */
export function render(value: Json, scope: Scope, mode: RefMode): Json {
  return scope.hasRefs ? renderStored(value, scope, mode) : renderValue(value, scope.raw);
}

/** A bare condition, stored values opened. Throws ExpressionError. */
export function holds(condition: string, scope: Scope): boolean {
  if (!scope.hasRefs) return evaluateCondition(condition, scope.raw);
  const parsed = parseExpression(condition);
  return evaluateCondition(condition, parsed.ok ? scope.opened(parsed.expression.references) : scope.raw);
}

function renderStored(value: Json, scope: Scope, mode: RefMode): Json {
  if (typeof value === 'string') return hasExpression(value) ? renderTemplate(value, scope, mode) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => renderStored(item, scope, mode));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, renderStored(item, scope, mode)]),
  );
}

function renderTemplate(text: string, scope: Scope, mode: RefMode): Json {
  const kept = mode === 'keep' ? storedValue(text, scope) : null;
  return kept ?? renderValue(text, scope.opened(referencesOf(text).references));
}

function storedValue(text: string, scope: Scope): Json {
  try {
    const value = renderValue(text, scope.raw);
    return isResourceRef(value) ? value : null;
  } catch (error) {
    // The formula goes into the stored value, so it has to be opened.
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}

/** A node's config with every template resolved. Literal fields and bare conditions stay as they are written. */
export function renderConfig(node: ProgramNode, scope: Scope, mode: RefMode): JsonObject {
  const { literals, conditions } = node.kind;
  const resolved: JsonObject = {};
  for (const [key, value] of Object.entries(node.definition.config)) {
    const isText = literals.includes(key) || conditions.some((path) => path.split('.')[0] === key);
    if (isText) resolved[key] = value;
    else if (key === 'show' && Array.isArray(value))
      resolved[key] = value.map((one) => renderEvidence(one, scope));
    else resolved[key] = render(value, scope, isKeptFile(node, key) ? 'keep' : mode);
  }
  return resolved;
}

/** A file that is kept under another name is not read and written anew. */
function isKeptFile(node: ProgramNode, key: string): boolean {
  return node.definition.kind === 'persist' && key === 'content';
}

/** A card shows files by reference and everything else as its content. */
function renderEvidence(one: Json, scope: Scope): Json {
  const isFile = isJsonObject(one) && (one['kind'] === 'resource' || one['kind'] === 'image');
  return render(one, scope, isFile ? 'keep' : 'open');
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
