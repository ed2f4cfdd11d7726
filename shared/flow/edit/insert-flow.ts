import { isJsonObject } from '../../json.ts';
import type { Drawing, DrawingNode } from '../drawing.ts';
import type { Point } from './add-node.ts';
import { paste } from './clipboard.ts';
import { renameInput } from './rename-field.ts';

/** A name that neither flow uses: `writer`, `writer-2`. */
function unused(name: string, separator: string, taken: (name: string) => boolean): string {
  for (let count = 2; ; count++) {
    const next = `${name}${separator}${count}`;
    if (!taken(next)) return next;
  }
}

/** A connection of the same name but another kind is another one. */
function withOwnConnections(inserted: Drawing, into: Drawing): Drawing {
  const slots = inserted.connections ?? {};
  return Object.entries(slots).reduce((done, [slot, { kind }]) => {
    const there = into.connections?.[slot];
    if (there === undefined || there.kind === kind) return done;
    const taken = (name: string): boolean =>
      Object.hasOwn(into.connections ?? {}, name) || Object.hasOwn(done.connections ?? {}, name);
    return renameSlot(done, slot, unused(slot, '-', taken));
  }, inserted);
}

function renameSlot(drawing: Drawing, from: string, to: string): Drawing {
  const connections = Object.entries(drawing.connections ?? {}).map(([slot, value]) => [
    slot === from ? to : slot,
    value,
  ]);
  const nodes = Object.entries(drawing.nodes).map(([name, node]): [string, DrawingNode] =>
    isJsonObject(node.config) && node.config['connection'] === from
      ? [name, { ...node, config: { ...node.config, connection: to } }]
      : [name, node],
  );
  return { ...drawing, connections: Object.fromEntries(connections), nodes: Object.fromEntries(nodes) };
}

/** An input of the same name but another meaning is another one; what reads it follows. */
function withOwnInputs(inserted: Drawing, into: Drawing): Drawing {
  const inputs = inserted.inputs ?? {};
  return Object.entries(inputs).reduce((done, [name, field]) => {
    const there = into.inputs?.[name];
    if (there === undefined || JSON.stringify(there) === JSON.stringify(field)) return done;
    const taken = (one: string): boolean =>
      Object.hasOwn(into.inputs ?? {}, one) || Object.hasOwn(done.inputs ?? {}, one);
    return renameInput(done, name, unused(name, '_', taken));
  }, inserted);
}

const pathOf = ({ kind, config }: DrawingNode): string | null =>
  kind === 'trigger.webhook' && typeof config?.['path'] === 'string' ? config['path'] : null;

/** Two webhooks of a flow cannot wait at the same address. */
function withOwnAddresses(inserted: Drawing, into: Drawing): Drawing {
  const paths = new Set(Object.values(into.nodes).map(pathOf));
  const nodes = Object.entries(inserted.nodes).map(([name, node]): [string, DrawingNode] => {
    const path = pathOf(node);
    const own = path !== null && paths.has(path) ? unused(path, '-', (one) => paths.has(one)) : path;
    paths.add(own);
    return own === path ? [name, node] : [name, { ...node, config: { ...node.config, path: own ?? '' } }];
  });
  return { ...inserted, nodes: Object.fromEntries(nodes) };
}

/**
 * A whole flow put beside what is drawn: steps, wires, notes and examples under names that are free, its inputs and
 * connections added to those there are. `added`: what came, to select it. Its settings and its name stay behind.
 */
export function insertFlow(
  drawing: Drawing,
  inserted: Drawing,
  at: Point,
): { drawing: Drawing; added: string[] } {
  const own = [withOwnConnections, withOwnInputs, withOwnAddresses].reduce(
    (done, change) => change(done, drawing),
    inserted,
  );
  const pasted = paste(drawing, own, at);
  if (own.inputs === undefined) return pasted;
  return { ...pasted, drawing: { ...pasted.drawing, inputs: { ...own.inputs, ...drawing.inputs } } };
}
