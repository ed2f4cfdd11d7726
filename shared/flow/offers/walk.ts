import { printPath } from '../../expression/path.ts';
import { isJsonObject } from '../../json.ts';
import type { Json } from '../../json.ts';
import { isResourceRef } from '../../run/input.ts';
import type { Field, FieldSpec, FieldType } from '../../steps/field.ts';
import { specOf } from '../../steps/field-value.ts';
import { labelOf } from '../../steps/label.ts';
import type { Drawing } from '../drawing.ts';
import { outputLabel, partLabel, triggerPart } from './words.ts';

/** A value that can be put into a field. */
export type Offer = {
  /** The formula that reads it. */
  source: string;
  /** Its name, with the groups it lies in: “Post › Current › Title”. */
  label: string;
  type: FieldType | 'unknown';
  /** What it was the last time, or in the example. */
  sample: Json | undefined;
  options?: Json[];
};

type Place = {
  path: (string | number)[];
  /** What is declared about it, where something is. */
  field?: Field | undefined;
  sample: Json | undefined;
  drawing: Drawing;
};

/** A body of a stranger's service can be endless; what lies deeper is found in its parent. */
const deepest = 6;
const mostPerGroup = 150;

/** The value at a place and everything inside it, by what is declared and by what was really there. */
export function walk(place: Place): Offer[] {
  const offers: Offer[] = [];
  add(place, [firstLabel(place)], offers, isWholeTrigger(place));
  return offers;
}

/** `trigger.body` goes without saying before each of its fields. */
const isWholeTrigger = ({ path }: Place): boolean => path[0] === 'trigger' && path.length === 2;

function add(place: Place, labels: string[], offers: Offer[], isSilent = false): void {
  if (offers.length >= mostPerGroup || labels.length > deepest) return;
  const { path, field, sample, drawing } = place;
  const spec = field === undefined ? null : specOf(field);
  offers.push({
    source: printPath(path),
    label: labels.join(' › '),
    type: spec === null || isLoose(spec, sample) ? typeOf(sample) : spec.type,
    sample,
    ...(spec?.enum === undefined ? {} : { options: spec.enum }),
  });
  if (isResourceRef(sample)) return;
  const above = isSilent ? [] : labels;
  const fields = spec?.fields ?? {};
  const given = isJsonObject(sample) ? sample : {};
  for (const key of new Set([...Object.keys(fields), ...Object.keys(given)])) {
    const inner = fields[key];
    const label = inner === undefined ? labelOf(key) : labelOf(key, inner);
    add({ path: [...path, key], field: inner, sample: given[key], drawing }, [...above, label], offers);
  }
  if (Array.isArray(sample) && sample.length > 0) {
    add({ path: [...path, 0], field: spec?.items, sample: sample[0], drawing }, [...above, 'first'], offers);
  }
}

function firstLabel({ path, field, drawing }: Place): string {
  const [root, node, ...rest] = path;
  if (root === 'trigger' && typeof node === 'string' && rest.length === 0) return triggerPart(node);
  if (root === 'steps' && typeof node === 'string') return outputLabel(drawing, node, rest);
  const last = path.at(-1) ?? '';
  return typeof last === 'string' && field !== undefined ? labelOf(last, field) : partLabel(last);
}

/** “Some group of fields” says less than the value that was there. */
const isLoose = (spec: FieldSpec, sample: Json | undefined): boolean =>
  spec.type === 'object' && spec.fields === undefined && sample !== undefined;

function typeOf(value: Json | undefined): FieldType | 'unknown' {
  if (typeof value === 'string') return value.includes('\n') ? 'text' : 'string';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (Array.isArray(value)) return 'list';
  return isJsonObject(value) ? 'object' : 'unknown';
}
