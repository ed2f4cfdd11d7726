import type { Drawing } from '../flow/drawing.ts';
import { payloadFromSample } from '../flow/trigger-payload.ts';
import type { Json } from '../json.ts';
import { valueOf } from './history.ts';
import type { Program } from './program.ts';
import type { RunState } from './state.ts';

/** Where a value that a step was tried with came from: from whoever tried it, a run, an example, or nowhere. */
export type Origin = 'given' | 'run' | 'sample' | 'none';

export type TryValues = {
  trigger: { node: string; kind: string; payload: Json };
  /** What the step reads of earlier steps; a step without a value is left out. */
  steps: ReadonlyMap<string, Json>;
};

export type UsedFrom = { trigger: Origin; steps: Record<string, Origin>; run: string | null };

type Asked = {
  drawing: Drawing;
  program: Program;
  node: string;
  given: { trigger?: Json | undefined; steps?: Record<string, Json> | undefined };
  /** The newest draft run; null where there is none. */
  last: RunState | null;
  /** Where what was not given is looked for first; the other one stands in. */
  first: 'run' | 'samples';
};

type Found = { value: Json; from: Origin };

/** The values that a step reads, each from the first place that has it. */
export function tryValues(asked: Asked): { values: TryValues; usedFrom: UsedFrom } {
  const { program, node, given, last } = asked;
  const { reads } = program.node(node);
  const wanted = reads.steps === null ? program.definition.order : [...reads.steps.keys()];
  const steps = new Map<string, Json>();
  const origins: Record<string, Origin> = {};
  for (const name of wanted) {
    if (isTrigger(asked.drawing, name)) continue;
    const own = given.steps !== undefined && Object.hasOwn(given.steps, name) ? given.steps[name] : undefined;
    const found = own === undefined ? stepValue(asked, name) : { value: own, from: 'given' as const };
    if (found !== null) steps.set(name, found.value);
    // A formula that goes through all steps reads those that have a value.
    if (found !== null || reads.steps !== null) origins[name] = found?.from ?? 'none';
  }
  const start = startOf(asked);
  const payload =
    given.trigger === undefined
      ? triggerValue(asked, start)
      : { value: given.trigger, from: 'given' as const };
  const isFromRun = [payload.from, ...Object.values(origins)].includes('run');
  return {
    values: { trigger: { ...start, payload: payload.value }, steps },
    usedFrom: { trigger: payload.from, steps: origins, run: isFromRun ? (last?.info.run ?? null) : null },
  };
}

const isTrigger = (drawing: Drawing, name: string): boolean =>
  drawing.nodes[name]?.kind.startsWith('trigger.') === true;

const places = ({ first }: Asked): readonly ('run' | 'sample')[] =>
  first === 'run' ? ['run', 'sample'] : ['sample', 'run'];

function stepValue(asked: Asked, name: string): Found | null {
  for (const from of places(asked)) {
    const value = from === 'run' ? lastOutput(asked.last, name) : sampleOf(asked.drawing, name);
    if (value !== undefined) return { value, from };
  }
  return null;
}

/** Of several rounds the latest counts; one that has not ended says nothing yet. */
function lastOutput(last: RunState | null, name: string): Json | undefined {
  const visit = last?.visits.findLast(
    (one) => one.node === name && (one.status === 'succeeded' || one.status === 'failed'),
  );
  return visit === undefined ? undefined : valueOf(visit);
}

const sampleOf = ({ samples = {} }: Drawing, name: string): Json | undefined =>
  Object.hasOwn(samples, name) ? samples[name] : undefined;

type Start = { node: string; kind: string };

/** The start of the last run where it is still drawn, else the first one with an example, else the first one. */
function startOf({ drawing, last, first }: Asked): Start {
  const starts = Object.keys(drawing.nodes).filter((name) => isTrigger(drawing, name));
  const ran = starts.find((name) => name === last?.info.trigger.node);
  const shown = starts.find((name) => sampleOf(drawing, name) !== undefined);
  const node = (first === 'run' ? (ran ?? shown) : (shown ?? ran)) ?? starts[0] ?? '';
  return { node, kind: drawing.nodes[node]?.kind ?? 'trigger.manual' };
}

function triggerValue(asked: Asked, start: Start): Found {
  for (const from of places(asked)) {
    if (from === 'run') {
      if (asked.last?.info.trigger.node === start.node) return { value: asked.last.info.payload, from };
      continue;
    }
    const sample = sampleOf(asked.drawing, start.node);
    if (sample !== undefined) return { value: payloadFromSample(start.kind, sample), from };
  }
  return { value: payloadFromSample(start.kind, {}), from: 'none' };
}
