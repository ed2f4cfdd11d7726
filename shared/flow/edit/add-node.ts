import type { JsonObject } from '../../json.ts';
import { kindOf } from '../../steps/index.ts';
import { portsOf } from '../../steps/ports.ts';
import type { Drawing, DrawingNode } from '../drawing.ts';
import { connect, refusalOf } from './connect.ts';
import { configAfter, firstConfig } from './first-config.ts';
import { freeName, nodeNameOf } from './free-name.ts';
import { placeFor } from './place-for.ts';

export type Point = [number, number];

type NewNode = {
  kind: string;
  at: Point;
  /** The way out that leads to it. `between`: what that way led to so far follows the new step. */
  after?: { from: string; port: string; place: 'beside' | 'between' };
};

/** The technical name the next step of this kind gets. */
export function nextName(drawing: Drawing, kind: string): string {
  const title = kindOf(kind)?.title ?? kind;
  return freeName(nodeNameOf(title), (name) => Object.hasOwn(drawing.nodes, name));
}

/** The drawing with one more step of the kind, and how that step is named. */
export function addNode(drawing: Drawing, { kind, at, after }: NewNode): { drawing: Drawing; node: string } {
  const node = nextName(drawing, kind);
  const { connected, config } = beginning(drawing, kind, node, after?.from);
  const drawn: DrawingNode = { kind, ...(config === undefined ? {} : { config }) };
  const added: Drawing = {
    ...connected,
    nodes: { ...drawing.nodes, [node]: drawn },
    layout: { ...drawing.layout, [node]: [Math.round(at[0]), Math.round(at[1])] },
  };
  if (after === undefined) return { drawing: added, node };

  const edge = { from: after.from, port: after.port, to: node };
  if (refusalOf(added, edge) !== null) return { drawing: added, node };
  const main = portsOf(kind, config ?? {}).ports[0];
  const old = drawing.edges.filter(({ from, port }) => from === after.from && port === after.port);
  const only = old.length === 1 ? old[0] : undefined;
  if (after.place === 'beside' || only === undefined || main === undefined)
    return { drawing: connect(added, edge), node };
  const edges = added.edges.map((one) => (one === only ? edge : one));
  return { drawing: connect({ ...added, edges }, { from: node, port: main, to: only.to }), node };
}

/** A step that goes through a connection has its place from the start: until one is there, practice answers. */
function beginning(
  drawing: Drawing,
  kind: string,
  node: string,
  from: string | undefined,
): { connected: Drawing; config: JsonObject | undefined } {
  const first = firstConfig(kind, node);
  const more = from === undefined ? undefined : configAfter(drawing, kind, from);
  const config = more === undefined ? first : { ...first, ...more };
  const needed = kindOf(kind)?.connection;
  if (needed === undefined) return { connected: drawing, config };
  const { drawing: connected, place } = placeFor(drawing, needed);
  return { connected, config: { connection: place, ...config } };
}
