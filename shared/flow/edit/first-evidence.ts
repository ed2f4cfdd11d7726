import type { JsonObject } from '../../json.ts';
import { outputsOf } from '../offers/outputs.ts';
import type { Drawing } from '../drawing.ts';

const shownAs: Record<string, string> = { text: 'markdown', string: 'text', object: 'json', list: 'json' };

/**
 * What an approval shows of the step that leads to it: its longest text, else its answer as data. Null where that step
 * gives nothing to look at. An approval that shows nothing asks people to decide blindly.
 */
export function firstEvidence(drawing: Drawing, from: string): JsonObject | null {
  const offers = outputsOf(drawing, from, drawing.samples?.[from]).filter(
    ({ source, type }) => Object.hasOwn(shownAs, type) && !source.endsWith('.headers'),
  );
  const best =
    offers.find(({ type }) => type === 'text') ??
    offers.find(({ type }) => type === 'string') ??
    offers.find(({ source }) => source.endsWith('.body')) ??
    offers[0];
  if (best === undefined) return null;
  return { label: 'Preview', kind: shownAs[best.type] ?? 'text', value: `{{ ${best.source} }}` };
}
