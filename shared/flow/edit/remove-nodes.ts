import type { Drawing } from '../drawing.ts';
import { groupsAfterRemoval } from './groups.ts';
import { without } from './without.ts';

/** Without these steps, their wires, places, samples and places in groups. What read their values says so as a problem. */
export function removeNodes(drawing: Drawing, names: readonly string[]): Drawing {
  const gone = new Set(names.filter((name) => Object.hasOwn(drawing.nodes, name)));
  if (gone.size === 0) return drawing;
  const { layout: oldLayout, samples: oldSamples, ...rest } = drawing;
  const [layout, samples] = [without(oldLayout, gone), without(oldSamples, gone)];
  return groupsAfterRemoval({
    ...rest,
    nodes: without(drawing.nodes, gone) ?? {},
    edges: drawing.edges.filter(({ from, to }) => !gone.has(from) && !gone.has(to)),
    ...(layout === undefined ? {} : { layout }),
    ...(samples === undefined ? {} : { samples }),
  });
}
