import { isNodeName, nodeNameRule } from '../../steps/names.ts';
import type { Drawing, DrawingNode } from '../drawing.ts';
import { renameInGroups } from './groups.ts';
import { renameKey } from './rename-key.ts';
import { renameReads } from './rewrite-formulas.ts';
import { setAt, valueAt } from './set-at.ts';
import { setNode } from './set-node.ts';

/** Why a step cannot be called so, in a user's words; null where it can. */
export function whyNotNodeName(drawing: Drawing, from: string, to: string): string | null {
  if (from === to) return null;
  if (!isNodeName(to)) return nodeNameRule;
  return Object.hasOwn(drawing.nodes, to) ? `Another step is called “${to}” already.` : null;
}

/**
 * The drawing with a step's technical name changed and everything that names it following: wires, positions, samples, groups,
 * formulas (`steps.old`, `callback.old`) and the job a wait looks for. A name it cannot have changes nothing.
 */
export function renameNode(drawing: Drawing, from: string, to: string): Drawing {
  if (from === to || !Object.hasOwn(drawing.nodes, from)) return drawing;
  if (whyNotNodeName(drawing, from, to) !== null) return drawing;
  const renamed: Drawing = {
    ...drawing,
    nodes: renameKey<DrawingNode, Drawing['nodes']>(drawing.nodes, from, to),
    edges: drawing.edges.map((edge) =>
      edge.from === from || edge.to === from
        ? { ...edge, from: edge.from === from ? to : edge.from, to: edge.to === from ? to : edge.to }
        : edge,
    ),
    ...(drawing.layout === undefined ? {} : { layout: renameKey(drawing.layout, from, to) }),
    ...(drawing.samples === undefined ? {} : { samples: renameKey(drawing.samples, from, to) }),
  };
  const read = renameReads(
    renameReads(renameInGroups(renamed, from, to), ['steps', from], to),
    ['callback', from],
    to,
  );
  return Object.entries(read.nodes).reduce((done, [name, node]) => {
    if (valueAt(node.config, ['poll', 'job']) !== from) return done;
    const config = setAt(node.config, ['poll', 'job'], to);
    return setNode(done, name, { config: config as DrawingNode['config'] }); // a map stays a map
  }, read);
}
