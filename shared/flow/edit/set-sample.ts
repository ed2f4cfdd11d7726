import type { Json } from '../../json.ts';
import type { Drawing } from '../drawing.ts';

/** The drawing with a step's example output; undefined takes it away. */
export function setSample(drawing: Drawing, node: string, sample: Json | undefined): Drawing {
  const { [node]: _, ...others } = drawing.samples ?? {};
  const samples = sample === undefined ? others : { ...drawing.samples, [node]: sample };
  const { samples: __, ...rest } = drawing;
  return Object.keys(samples).length === 0 ? rest : { ...rest, samples };
}
