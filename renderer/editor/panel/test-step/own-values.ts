import { printPath } from '../../../../shared/expression/path.ts';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { setAt, valueAt } from '../../../../shared/flow/edit/set-at.ts';
import type { Seen } from '../../../../shared/flow/offers/offers.ts';
import type { Read } from '../../../../shared/flow/offers/reads.ts';
import type { Json } from '../../../../shared/json.ts';
import { startPayload } from '../values/start-payload.ts';

export type GivenValues = { trigger?: Json; steps?: Record<string, Json> };

/** What stands in a field of “own values” before somebody types: what the last run gave, else the example. */
export function startValue(drawing: Drawing, seen: Seen, read: Read): Json | undefined {
  const [root, ...rest] = read;
  if (root === 'trigger') return valueAt(startPayload(drawing, seen), rest);
  const [step = '', ...path] = rest;
  return valueAt(startOutput(drawing, seen, step), path);
}

/** The values as the host takes them: whole outputs, with what was typed put in its place. */
export function givenValues(
  drawing: Drawing,
  seen: Seen,
  reads: readonly Read[],
  typed: Readonly<Record<string, Json>>,
): GivenValues {
  const given: GivenValues = {};
  for (const read of reads) {
    const source = printPath(read);
    const value = Object.hasOwn(typed, source) ? typed[source] : startValue(drawing, seen, read);
    const [root, ...rest] = read;
    if (value === undefined) continue;
    if (root === 'trigger') {
      given.trigger = setAt(given.trigger ?? startPayload(drawing, seen), rest, value) ?? null;
      continue;
    }
    const [step = '', ...path] = rest;
    const before = given.steps?.[step] ?? startOutput(drawing, seen, step);
    given.steps = { ...given.steps, [step]: setAt(before, path, value) ?? null };
  }
  return given;
}

const startOutput = ({ samples = {} }: Drawing, seen: Seen, step: string): Json | undefined =>
  seen.outputs[step] ?? samples[step];
