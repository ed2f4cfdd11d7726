import { isJsonObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Field } from '../steps/field.ts';
import { checkField, checkFields, specOf } from '../steps/field-value.ts';
import type { FieldProblem } from '../steps/field-value.ts';
import { kindOf } from '../steps/index.ts';
import { portsOf } from '../steps/ports.ts';

/** A step as the drawing and the definition both have it. */
export type DrawnStep = { kind: string; config: JsonObject };

export type Hand = 'edit' | 'skip';

/**
 * Why a person may not give this step's output (`edit`) or leave it out (`skip`); null where they may. One rule for the
 * engine and the window: a decision in particular is never made up.
 */
export function refuseHand(kind: string, hand: Hand): { why: string; fix: string } | null {
  switch (kindOf(kind)?.execution) {
    case undefined:
      return { why: 'this version does not know its kind', fix: 'Try again from a step before it.' };
    case 'approval':
      return {
        why: 'it asks people, and a decision is theirs: it is neither made up nor left out',
        fix: 'Try again from there, and it asks again.',
      };
    case 'trigger':
      return { why: 'it only began the run', fix: 'Run the flow again with another input.' };
    default:
      if (kind === 'end') return { why: 'the run ends there', fix: 'Set the output of a step before it.' };
      if (kind === 'branch' && hand === 'skip')
        return { why: 'it chooses the way', fix: 'Set its output, and choose the way yourself.' };
      return null;
  }
}

/** The ways on which a person may send the run on; `limit` is the engine’s own. */
export const waysOf = ({ kind, config }: DrawnStep): string[] =>
  portsOf(kind, config).ports.filter((port) => port !== 'limit');

/** What lies in the way itself and needs not be given; undefined where the output says more than the way. */
export function impliedOutput({ kind }: DrawnStep, way: string): JsonObject | undefined {
  if (kind === 'branch') return { case: way };
  return kind === 'wait' && way === 'timeout' ? { body: null } : undefined;
}

type Shape = Record<string, Field | 'any'>;

/** What a step of this kind gives on this way, by name; null where nothing is said about it. */
export function shapeOf({ kind, config }: DrawnStep, way: string): Shape | null {
  if (way === 'error')
    return {
      error: { type: 'object', fields: { code: required, message: required, status: { type: 'number' } } },
    };
  switch (kind) {
    case 'http':
      return { status: 'number', headers: 'object', body: 'any' };
    case 'llm':
      return isJsonObject(config['output']) ? fieldsOf(config['output']) : { text: 'text' };
    case 'ssh':
      return config['detach'] === true
        ? null
        : { exitCode: 'number', signal: 'any', stdout: 'text', stderr: 'text' };
    case 'persist':
      return { ref: 'any', name: 'string', type: 'string', size: 'number' };
    case 'notify':
      return { delivered: 'list', failed: 'list' };
    case 'wait':
      // On its way for when nobody answers it gives no body, whatever fields it asks for.
      return { body: way === 'done' && isJsonObject(config['schema']) ? bodyOf(config['schema']) : 'any' };
    case 'sleep':
      return { until: 'date' };
    case 'branch':
      return { case: { type: 'string', enum: [way] } };
    case 'join':
      return { arrived: 'list', outputs: 'object' };
    case 'set':
      return isJsonObject(config['values']) ? anyOf(config['values']) : null;
    default:
      return null;
  }
}

const required = { type: 'string', required: true } as const;

// The kind's schema has checked the fields; a drawing that does not compile has no run.
const fieldsOf = (drawn: JsonObject): Shape => drawn as Record<string, Field>;
const bodyOf = (drawn: JsonObject): Field => ({ type: 'object', fields: drawn as Record<string, Field> });
const anyOf = (drawn: JsonObject): Shape =>
  Object.fromEntries(Object.keys(drawn).map((name) => [name, 'any' as const]));

/** What is wrong with an output for this step and way, in words; stored values opened beforehand. */
export function outputProblems(step: DrawnStep, way: string, output: Json): FieldProblem[] {
  const shape = shapeOf(step, way);
  if (shape === null) return [];
  if (!isJsonObject(output)) return checkFields({}, output);
  const isModel = step.kind === 'llm' && way !== 'error';
  const problems = Object.entries(shape).flatMap(([name, field]): FieldProblem[] => {
    const value = Object.hasOwn(output, name) ? output[name] : undefined;
    if (field === 'any') return value === undefined ? [{ path: name, message: 'Is missing.' }] : [];
    if (value === undefined || value === null) return [{ path: name, message: 'Is missing.' }];
    return checkField(field, value, { allRequired: isModel }).map(({ path, message }) => ({
      path: path === '' ? name : `${name}.${path}`,
      message,
    }));
  });
  const known = Object.keys(shape);
  const unknown = Object.keys(output).filter((name) => !known.includes(name));
  return [
    ...problems,
    ...unknown.map((path) => ({
      path,
      message: `Is not something this step gives. It gives: ${known.join(', ') || 'nothing'}.`,
    })),
  ];
}

/** Something of the right shape to begin with, for somebody who fills it in. */
export function blankOutput(step: DrawnStep, way: string): JsonObject {
  return blankOf(shapeOf(step, way) ?? {});
}

const blankOf = (fields: Shape): JsonObject =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, blankField(field)]));

function blankField(field: Field | 'any'): Json {
  if (field === 'any') return null;
  const spec = specOf(field);
  const [option] = spec.enum ?? [];
  if (option !== undefined) return option;
  switch (spec.type) {
    case 'number':
      return spec.min ?? 0;
    case 'boolean':
      return false;
    case 'list':
      return [];
    case 'object':
      return blankOf(spec.fields ?? {});
    case 'date':
      return '2026-01-01';
    default:
      return ''.padEnd(spec.min ?? 0, '.');
  }
}
