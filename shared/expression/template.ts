import type { Json } from '../json.ts';
import { createBudget, outputLimit, tooMuchText } from './budget.ts';
import type { Budget } from './budget.ts';
import { runProgram, requireProgram } from './evaluate.ts';
import type { Variables } from './evaluate.ts';
import { flowVariables, parseExpression, problemOf } from './expression.ts';
import type { Expression, ExpressionProblem, Reference } from './expression.ts';
import { ExpressionError } from './expression-error.ts';
import { createMemo } from './memo.ts';
import { createOutput } from './output.ts';
import type { Output } from './output.ts';
import type { Program } from './program.ts';
import { scanTemplate } from './template-scanner.ts';
import type { Piece } from './template-scanner.ts';
import { depthLimit, jsonText, tooDeep } from './value.ts';

export type Template =
  | { kind: 'text'; text: string }
  | { kind: 'expression'; expression: Expression }
  | { kind: 'mixed'; parts: (string | Expression)[] };

export function hasExpression(text: string): boolean {
  return text.includes('{{');
}

export function parseTemplate(
  text: string,
  variables: readonly string[] = flowVariables,
): { ok: true; template: Template } | { ok: false; problem: ExpressionProblem } {
  if (!hasExpression(text)) return { ok: true, template: { kind: 'text', text } };
  let pieces: Piece[];
  try {
    pieces = scanTemplate(text);
  } catch (error) {
    if (error instanceof ExpressionError) return { ok: false, problem: problemOf(error) };
    throw error;
  }
  const parts: (string | Expression)[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'text') {
      parts.push(piece.text);
      continue;
    }
    const parsed = parseExpression(piece.source, variables);
    if (!parsed.ok) {
      const offset = piece.offset + (parsed.problem.offset ?? 0);
      return { ok: false, problem: { ...parsed.problem, offset } };
    }
    parts.push(parsed.expression);
  }
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object')
    return { ok: true, template: { kind: 'expression', expression: only } };
  return { ok: true, template: { kind: 'mixed', parts } };
}

/** Every string in a JSON value read as a template; names of fields never are. Throws ExpressionError. */
export function renderValue(value: Json, variables: Variables): Json {
  return render(value, variables, createBudget(), createOutput(), 0);
}

/** The same as text, whatever the template's type is. */
export function renderText(text: string, variables: Variables): string {
  return jsonText(renderValue(text, variables));
}

function render(value: Json, variables: Variables, budget: Budget, output: Output, depth: number): Json {
  if (typeof value === 'string') return renderString(value, variables, budget, output);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > depthLimit) throw tooDeep();
  if (Array.isArray(value)) return value.map((item) => render(item, variables, budget, output, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, render(item, variables, budget, output, depth + 1)]),
  );
}

function renderString(text: string, variables: Variables, budget: Budget, output: Output): Json {
  if (!hasExpression(text)) {
    output.addText(text);
    return text;
  }
  const parts = loadParts(text);
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object') return runProgram(only, variables, budget, output);
  let joined = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      output.addText(part);
      joined += part;
    } else {
      joined += jsonText(runProgram(part, variables, budget, output));
    }
    // Quotes and escapes of lists and fields as JSON come on top of what the values themselves count.
    if (joined.length > outputLimit) throw tooMuchText();
  }
  return joined;
}

type Parts = (string | Program)[];

const cachedParts = createMemo<Parts>(2000, readParts);

/** Long texts are scanned again each time, so that the cache stays small. */
function loadParts(text: string): Parts {
  return text.length > 4096 ? readParts(text) : cachedParts(text);
}

function readParts(text: string): Parts {
  return scanTemplate(text).map((piece) =>
    piece.kind === 'text' ? piece.text : requireProgram(piece.source),
  );
}

/** What every formula in a JSON value reads, and what is wrong with those that cannot be read. */
export function referencesOf(
  value: Json,
  variables: readonly string[] = flowVariables,
): { references: Reference[]; problems: (ExpressionProblem & { at: (string | number)[] })[] } {
  const references = new Map<string, Reference>();
  const problems: (ExpressionProblem & { at: (string | number)[] })[] = [];

  function collect(text: string, at: (string | number)[]): void {
    const parsed = parseTemplate(text, variables);
    if (!parsed.ok) {
      problems.push({ ...parsed.problem, at });
      return;
    }
    for (const expression of expressionsOf(parsed.template)) {
      for (const reference of expression.references) {
        references.set(JSON.stringify([reference.variable, reference.path]), reference);
      }
    }
  }

  function walk(part: Json, at: (string | number)[]): void {
    if (typeof part === 'string') collect(part, at);
    if (typeof part !== 'object' || part === null) return;
    if (at.length > depthLimit) {
      const { message, fix } = tooDeep();
      problems.push({ message, fix, at });
      return;
    }
    if (Array.isArray(part)) part.forEach((item, i) => walk(item, [...at, i]));
    else for (const [key, item] of Object.entries(part)) walk(item, [...at, key]);
  }

  walk(value, []);
  return { references: [...references.values()], problems };
}

function expressionsOf(template: Template): Expression[] {
  switch (template.kind) {
    case 'text':
      return [];
    case 'expression':
      return [template.expression];
    case 'mixed':
      return template.parts.filter((part) => typeof part !== 'string');
  }
}
