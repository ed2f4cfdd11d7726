import { ExpressionError } from '../../expression/expression-error.ts';
import { loadProgram } from '../../expression/program.ts';
import type { FoundReference } from '../../expression/references.ts';
import { scanTemplate } from '../../expression/template-scanner.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Report } from './report.ts';
import { titleOf } from './step.ts';
import type { Step } from './step.ts';

/** A value a formula reads, and where that formula stands. */
export type Use = { field: string; path: string[]; variable: string };

/**
 * Every formula of a step's config as it is written, so that a field's path is the one in the file. Formulas that
 * cannot be read, and braces where none belong, are reported here.
 */
export function usesOf(step: Step, report: Report): Use[] {
  const conditions = (step.kind?.conditions ?? []).map((path) => `config.${path}`.split('.'));
  const uses: Use[] = [];

  function walk(value: Json, field: string, isLiteral: boolean): void {
    if (typeof value === 'string') return readText(value, field, isLiteral);
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) return value.forEach((item, i) => walk(item, `${field}.${i}`, isLiteral));
    for (const key of Object.keys(value)) {
      if (key.includes('{{')) reportName(`${field}.${key}`);
      walk(value[key] ?? null, `${field}.${key}`, isLiteral);
    }
  }

  function readText(text: string, field: string, isLiteral: boolean): void {
    if (conditions.some((pattern) => matches(pattern, field.split('.')))) {
      if (!text.includes('{{')) return readFormula(text, 0, field);
      return report.error(
        'braces_in_condition',
        { node: step.name, field },
        `A condition of ${titleOf(step)} is written with {{ and }}.`,
        'Write the condition alone, without braces: trigger.input.amount > 100.',
      );
    }
    if (!text.includes('{{')) return;
    if (!isLiteral) return readTemplate(text, field);
    report.error(
      'formula_in_literal',
      { node: step.name, field },
      `${titleOf(step)} has a formula where only a fixed value can stand (${field.split('.').slice(1).join(' → ')}).`,
      'Write the value itself, without {{ and }}.',
    );
  }

  function readTemplate(text: string, field: string): void {
    const pieces = attempt(() => scanTemplate(text));
    if (pieces instanceof ExpressionError) return reportFormula(pieces, 0, field);
    for (const piece of pieces) if (piece.kind === 'formula') readFormula(piece.source, piece.offset, field);
  }

  function readFormula(source: string, offset: number, field: string): void {
    const program = loadProgram(source);
    if (program instanceof ExpressionError) return reportFormula(program, offset, field);
    for (const { variable, path } of program.references) uses.push({ field, variable, path });
  }

  function reportFormula(error: ExpressionError, offset: number, field: string): void {
    report.error(
      'invalid_formula',
      { node: step.name, field },
      `${titleOf(step)} has a formula that cannot be read, at character ${offset + (error.offset ?? 0) + 1} of its text. ${error.message}`,
      error.fix,
    );
  }

  function reportName(field: string): void {
    report.error(
      'formula_in_name',
      { node: step.name, field },
      `${titleOf(step)} has a formula in a field's name, where it is never worked out.`,
      'Write the name itself, and put the formula into the value.',
    );
  }

  const config: JsonObject = step.drawn.config ?? {};
  for (const key of Object.keys(config)) {
    if (key.includes('{{')) reportName(`config.${key}`);
    walk(config[key] ?? null, `config.${key}`, step.kind?.literals.includes(key) === true);
  }
  return uses;
}

/** The formulas of a single text outside the steps. */
export function referencesIn(text: string): FoundReference[] | ExpressionError {
  const pieces = attempt(() => scanTemplate(text));
  if (pieces instanceof ExpressionError) return pieces;
  const found: FoundReference[] = [];
  for (const piece of pieces) {
    if (piece.kind !== 'formula') continue;
    const program = loadProgram(piece.source);
    if (program instanceof ExpressionError) return program;
    found.push(...program.references);
  }
  return found;
}

function attempt<T>(read: () => T): T | ExpressionError {
  try {
    return read();
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  return pattern.length === path.length && pattern.every((part, i) => part === '*' || part === path[i]);
}
