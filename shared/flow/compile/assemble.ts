import type { Field, FieldSpec } from '../../steps/field.ts';
import type { Definition, DefinitionNode } from '../definition.ts';
import type { Drawing, DrawingNode } from '../drawing.ts';
import { parseDuration } from '../duration.ts';
import type { Graph } from './graph.ts';
import type { Step } from './step.ts';

const defaultVisits = 100;
const defaultBackoffMs = 1000;
const defaultFactor = 2;

/** The definition of a drawing without errors: only what a run can notice, with every default written out. */
export function assemble(
  drawing: Drawing,
  steps: readonly Step[],
  graph: Graph,
  reads: readonly string[][],
): Definition {
  const overlap = drawing.settings?.overlap ?? 'allow';
  const retention = drawing.settings?.retention;
  return {
    format: 1,
    flow: drawing.id,
    inputs: mapped(drawing.inputs ?? {}, withoutLabels),
    connections: mapped(drawing.connections ?? {}, (slot) => ({ kind: slot.kind })),
    settings: {
      overlap:
        typeof overlap === 'string' ? { mode: overlap, key: null } : { mode: overlap.mode, key: overlap.key },
      retentionMs: retention === undefined ? null : parseDuration(retention),
    },
    order: steps.map((step) => step.name),
    nodes: Object.fromEntries(steps.map((step) => [step.name, nodeOf(step, graph, reads[step.index] ?? [])])),
  };
}

function nodeOf(step: Step, graph: Graph, reads: string[]): DefinitionNode {
  return {
    kind: step.drawn.kind,
    config: step.config,
    effect: step.effect,
    retry: retryOf(step.drawn),
    timeoutMs: step.drawn.timeout === undefined ? null : parseDuration(step.drawn.timeout),
    visits: step.drawn.visits ?? defaultVisits,
    ports: Object.fromEntries(graph.targets[step.index] ?? []),
    reads,
  };
}

function retryOf({ retry }: DrawingNode): DefinitionNode['retry'] {
  if (retry === undefined) return null;
  const backoffMs = retry.backoff === undefined ? null : parseDuration(retry.backoff);
  return {
    attempts: retry.attempts,
    backoffMs: backoffMs ?? defaultBackoffMs,
    factor: retry.factor ?? defaultFactor,
  };
}

/** Labels are for people: renaming one must not make another definition. What is left alone is the short form. */
function withoutLabels(field: Field): Field {
  if (typeof field === 'string') return field;
  const { type, required, items, fields, min, max, risk } = field;
  const spec: FieldSpec = {
    type,
    ...(required === undefined ? {} : { required }),
    ...(field.enum === undefined ? {} : { enum: field.enum }),
    ...(items === undefined ? {} : { items: withoutLabels(items) }),
    ...(fields === undefined ? {} : { fields: mapped(fields, withoutLabels) }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(risk === undefined ? {} : { risk }),
  };
  return Object.keys(spec).length === 1 ? type : spec;
}

function mapped<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
