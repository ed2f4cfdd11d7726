import type { OutputOf } from '../api/contract.ts';
import type { Drawing } from '../flow/drawing.ts';
import { madeUpExample } from '../flow/example-output.ts';
import { setSample } from '../flow/edit/set-sample.ts';
import { partOf } from '../flow/sample-input.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { mask } from '../mask.ts';
import { isResourceRef } from './input.ts';

type Step = OutputOf<'runs.get'>['steps'][number];

export type RunExamples = {
  /** With what the run's steps gave as their examples. */
  drawing: Drawing;
  taken: string[];
  /** Steps of which something stays behind: secrets, and files that are too large for a flow. */
  left: string[];
};

/**
 * A drawing with the values of a run as its examples, for every start and every step that practice answers for and that
 * is of the same kind in both. What practice had answered itself is no new example; secrets never become one.
 */
export function runExamples(drawing: Drawing, steps: readonly Step[]): RunExamples {
  let next = drawing;
  const taken: string[] = [];
  const left: string[] = [];
  for (const [name, { kind }] of Object.entries(drawing.nodes)) {
    const step = steps.findLast((one) => one.node === name && one.status === 'succeeded');
    if (step === undefined || step.kind !== kind || step.practice || step.output === null) continue;
    const given = exampleOf(drawing, name, step.output);
    if (given === undefined) continue;
    const clean = withoutSecrets(given);
    if (clean === undefined || holdsFile(clean)) left.push(name);
    else {
      if (clean !== given) left.push(name);
      next = setSample(next, name, clean);
      taken.push(name);
    }
  }
  return { drawing: next, taken, left };
}

/** Of a start what it began with, without the headers it came with. Undefined for steps that work out their own. */
function exampleOf(drawing: Drawing, name: string, output: Json): Json | undefined {
  const kind = drawing.nodes[name]?.kind ?? '';
  if (kind === 'trigger.schedule') return undefined;
  if (kind.startsWith('trigger.')) {
    const part = partOf(kind);
    const began = isJsonObject(output) ? output[part] : undefined;
    return began === undefined ? undefined : { [part]: began };
  }
  return kind === 'wait' || madeUpExample(drawing, name) !== null ? output : undefined;
}

/** The same value where nothing was hidden in it; undefined where nothing else is left. */
function withoutSecrets(value: Json): Json | undefined {
  if (typeof value === 'string') return value.includes(mask) ? undefined : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(withoutSecrets);
    if (items.every((item, index) => item === value[index])) return value;
    return items.filter((item) => item !== undefined);
  }
  const entries = Object.entries(value).map(([key, item]) => [key, withoutSecrets(item)] as const);
  if (entries.every(([key, item]) => item === value[key] && !key.includes(mask))) return value;
  const kept: JsonObject = {};
  for (const [key, item] of entries) if (item !== undefined && !key.includes(mask)) kept[key] = item;
  return kept;
}

/** What was too large for history is a file beside it, and a flow is a small file. */
export function holdsFile(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  // What a step kept as a file has a name; its example only names it.
  return isResourceRef(value) ? value.name === undefined : Object.values(value).some(holdsFile);
}
