import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Field } from '../steps/field.ts';
import { specOf } from '../steps/field-value.ts';
import { labelOf } from '../steps/label.ts';
import type { Drawing } from './drawing.ts';
import { declaredBy } from './offers/outputs.ts';

/** What practice answers with for a step: the file's example, else one made up. Undefined where nobody else answers. */
export function exampleOutput(drawing: Drawing, node: string): Json | undefined {
  const samples = drawing.samples ?? {};
  return Object.hasOwn(samples, node) ? samples[node] : (madeUpExample(drawing, node) ?? undefined);
}

/**
 * An answer of the right shape for a step that practice answers for and that has no example yet: every text says that
 * it is one. Null for kinds that nobody else answers for.
 */
export function madeUpExample(drawing: Drawing, node: string): Json | null {
  const { kind, config = {} } = drawing.nodes[node] ?? { kind: '' };
  switch (kind) {
    case 'llm':
      return madeUpFields(declaredBy(drawing, node));
    case 'http':
      return { status: 200, headers: {}, body: {} };
    case 'ssh':
      return config['detach'] === true
        ? {}
        : { exitCode: 0, signal: null, stdout: 'Example of what it prints', stderr: '' };
    case 'notify':
      return { delivered: recipientsOf(config), failed: [] };
    default:
      return null;
  }
}

function recipientsOf(config: JsonObject): Json[] {
  const to = config['to'];
  if (!isJsonObject(to)) return [];
  return ['people', 'pools'].flatMap((key) => {
    const names = to[key];
    return Array.isArray(names) ? names : [];
  });
}

function madeUpFields(fields: Record<string, Field>): JsonObject {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, madeUp(name, field)]));
}

function madeUp(name: string, field: Field): Json {
  const spec = specOf(field);
  const [option] = spec.enum ?? [];
  if (option !== undefined) return option;
  switch (spec.type) {
    case 'number':
      return spec.min ?? Math.min(1, spec.max ?? 1);
    case 'boolean':
      return true;
    case 'date':
      return '2026-01-01';
    case 'list':
      return Array.from({ length: Math.max(1, spec.min ?? 1) }, () => madeUp(name, spec.items ?? 'string'));
    case 'object':
      return madeUpFields(spec.fields ?? {});
    default:
      return fitted(`Example: ${labelOf(name, spec)}`, spec.min ?? 0, spec.max ?? Infinity);
  }
}

const fitted = (text: string, min: number, max: number): string => text.padEnd(min, '.').slice(0, max);
