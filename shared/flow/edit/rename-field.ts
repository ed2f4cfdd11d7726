import { isJsonObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Field } from '../../steps/field.ts';
import type { Drawing } from '../drawing.ts';
import { renameKey } from './rename-key.ts';
import { renameReads } from './rewrite-formulas.ts';
import { valueAt } from './set-at.ts';
import { setConfig } from './set-config.ts';

/** An input of the flow called differently: its samples and `trigger.input.old` follow. */
export function renameInput(drawing: Drawing, from: string, to: string): Drawing {
  const { inputs } = drawing;
  if (inputs === undefined || !Object.hasOwn(inputs, from) || Object.hasOwn(inputs, to)) return drawing;
  const renamed = { ...drawing, inputs: renameKey<Field, Record<string, Field>>(inputs, from, to) };
  const read = renameReads(renamed, ['trigger', 'input', from], to);
  return Object.entries(read.nodes)
    .filter(([, node]) => node.kind === 'trigger.manual')
    .reduce((done, [name]) => renameSample(done, name, from, to), read);
}

/**
 * A field that a step gives, called differently: the config key it comes from (`values`, `output`, `editable`), the
 * step's sample and everything that reads it follow. `reads` is how it is read: `['text']`, `['values', 'text']`.
 */
export function renameOutput(
  drawing: Drawing,
  node: string,
  key: string,
  names: { from: string; to: string },
  reads: readonly string[] = [names.from],
): Drawing {
  const map = valueAt(drawing.nodes[node]?.config, [key]);
  const { from, to } = names;
  if (!isJsonObject(map) || !Object.hasOwn(map, from) || Object.hasOwn(map, to)) return drawing;
  const renamed = setConfig(drawing, node, [key], renameKey<Json, JsonObject>(map, from, to));
  return renameSample(renameReads(renamed, ['steps', node, ...reads], to), node, from, to);
}

function renameSample(drawing: Drawing, node: string, from: string, to: string): Drawing {
  const sample = drawing.samples?.[node];
  if (!isJsonObject(sample)) return drawing;
  const { input } = sample;
  const next = isJsonObject(input)
    ? { ...sample, input: renameKey<Json, JsonObject>(input, from, to) }
    : renameKey<Json, JsonObject>(sample, from, to);
  return { ...drawing, samples: { ...drawing.samples, [node]: next } };
}
