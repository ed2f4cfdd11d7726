import { ExpressionError } from '../expression/expression-error.ts';
import type { Variables } from '../expression/evaluate.ts';
import type { Reference } from '../expression/expression.ts';
import { isJsonObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { VisitRef } from './event.ts';
import { valueOf, visitsOnPath } from './history.ts';
import { isResourceRef } from './input.ts';
import type { World } from './input.ts';
import type { Program, ProgramNode, Reads } from './program.ts';
import type { RunState } from './state.ts';
import { visitCount } from './visits.ts';

/**
 * What a step's formulas see. `raw` holds stored values as their references; `opened` has the content of those that
 * these references read, and of no others: one that is too large to read does not trouble who only passes it on.
 */
export type Scope = {
  raw: Variables;
  hasRefs: boolean;
  opened: (references: readonly Reference[]) => Variables;
};

type Path = readonly string[];
type Reader = World['read'];

const everything: Reads = { steps: null, trigger: [[]], callbacks: null, run: true };
const whole: readonly Path[] = [[]];

/**
 * The variables of FLOW-FORMAT “Values” for a step that tokens from these visits lead to. `place`: where the visit
 * stands in the run when it has begun, so that a retry reads what the first attempt read.
 */
export function scopeOf(
  program: Program,
  state: RunState,
  step: { node: ProgramNode | null; from: readonly VisitRef[]; place?: number },
  world: Pick<World, 'read'>,
): Scope {
  const reads = step.node?.reads ?? everything;
  const steps: JsonObject = {};
  const visits = visitsOnPath(state, step.from, reads.steps && reads.steps.keys());
  if (reads.steps !== null) for (const name of reads.steps.keys()) steps[name] = null;
  for (const [name, visit] of visits) steps[name] = valueOf(visit);
  const trigger = state.info.payload;
  const raw: Variables = {
    trigger,
    steps,
    run: reads.run ? runVariable(state) : {},
    callback: callbacks(program, state, reads, step.place),
  };

  // A persist step's output is about the reference itself: reading it never opens the file.
  const readable = [...visits.keys()].filter((name) => program.find(name)?.definition.kind !== 'persist');
  const pathsOf = (name: string): readonly Path[] => reads.steps?.get(name) ?? whole;
  const hasRefs =
    reads.trigger.some((path) => hasRef(trigger, path)) ||
    readable.some((name) => pathsOf(name).some((path) => hasRef(steps[name] ?? null, path)));
  return {
    raw,
    hasRefs,
    opened: (references) => {
      const open = { ...steps };
      let payload = trigger;
      for (const { variable, path } of references) {
        const [name, ...rest] = path;
        if (variable === 'trigger') payload = readThrough(payload, path, world.read, 'trigger');
        if (variable !== 'steps') continue;
        for (const step of name === undefined ? readable : readable.filter((one) => one === name))
          open[step] = readThrough(open[step] ?? null, rest, world.read, `steps.${step}`);
      }
      return { ...raw, steps: open, trigger: payload };
    },
  };
}

/** All variables of a place in a run, stored values opened: for looking around, not for deciding. */
export function variablesFor(
  program: Program,
  state: RunState,
  from: readonly VisitRef[],
  world: Pick<World, 'read'>,
): Variables {
  const all = ['steps', 'trigger'].map((variable) => ({ variable, path: [] }));
  return scopeOf(program, state, { node: null, from }, world).opened(all);
}

function runVariable(state: RunState): JsonObject {
  const { info } = state;
  return {
    id: info.run,
    flow: info.flow,
    version: state.version,
    target: info.target === 'draft' ? 'draft' : 'live',
    startedAt: new Date(state.startedAt).toISOString(),
    startedBy: info.startedBy,
  };
}

/** A wait's address as history may hold it: the real one carries a token and is put in right before the effect. */
export function callbackPlaceholder(run: string, node: string, visit: number): string {
  return `callback://${run}/${node}/${visit}`;
}

function callbacks(program: Program, state: RunState, reads: Reads, place: number | undefined): JsonObject {
  const { order } = program.definition;
  const names = reads.callbacks ?? order.filter((name) => program.node(name).definition.kind === 'wait');
  const urls: JsonObject = {};
  for (const name of names)
    urls[name] = callbackPlaceholder(state.info.run, name, visitCount(state, name, place) + 1);
  return urls;
}

function hasRef(value: Json, path: Path): boolean {
  let at: Json | undefined = value;
  for (const key of path) {
    if (isResourceRef(at)) return true;
    if (Array.isArray(at)) break;
    if (!isJsonObject(at) || !Object.hasOwn(at, key)) return false;
    at = at[key];
  }
  return holdsRef(at ?? null);
}

function holdsRef(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isResourceRef(value) || Object.values(value).some(holdsRef);
}

/** The value with what stands on the path opened; everything else is shared with the original. */
function readThrough(value: Json, path: Path, read: Reader, origin: string): Json {
  const here = isResourceRef(value) ? content(read(value), origin) : value;
  const [key, ...rest] = path;
  if (key === undefined || !isJsonObject(here)) return openAll(here, read, origin, 0);
  const inner = Object.hasOwn(here, key) ? here[key] : undefined;
  if (inner === undefined) return here;
  const opened = readThrough(inner, rest, read, `${origin}.${key}`);
  return opened === inner ? here : { ...here, [key]: opened };
}

/**
 * Everything stored inside a value opened, its own kind of stored values apart: a file with a name, deeper inside, is
 * what a persist step made, and who lists such files means the references.
 */
function openAll(value: Json, read: Reader, origin: string, depth: number): Json {
  if (typeof value !== 'object' || value === null || !holdsRef(value)) return value;
  if (isResourceRef(value))
    return depth > 1 && value.name !== undefined
      ? value
      : openAll(content(read(value), origin), read, origin, depth + 1);
  if (Array.isArray(value))
    return value.map((item, index) => openAll(item, read, `${origin}[${index}]`, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, openAll(item, read, `${origin}.${key}`, depth + 1)]),
  );
}

function content(value: Json | undefined, origin: string): Json {
  if (value !== undefined) return value;
  throw new ExpressionError(
    'missing',
    `The stored value of ${origin} cannot be read: it is larger than 8 MiB or was removed.`,
    'Pass it on as a file instead of reading it, or make the step before it return less.',
  );
}
