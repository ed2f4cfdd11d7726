import { isPortName, portNameRule } from '../../steps/names.ts';
import type { ConnectionSlot, Drawing } from '../drawing.ts';
import { renameKey } from './rename-key.ts';
import { setConfig } from './set-config.ts';
import { without } from './without.ts';

/** The steps that go through a connection of the flow, in drawing order. */
export function stepsThrough(drawing: Drawing, place: string): string[] {
  return Object.keys(drawing.nodes).filter((name) => drawing.nodes[name]?.config?.['connection'] === place);
}

/** The drawing with a connection that it needs, new or changed. */
export function setPlace(drawing: Drawing, place: string, slot: ConnectionSlot): Drawing {
  return { ...drawing, connections: { ...drawing.connections, [place]: slot } };
}

/** Why a connection cannot be called so, in a user's words; null where it can. */
export function whyNotPlaceName(drawing: Drawing, from: string, to: string): string | null {
  if (from === to) return null;
  if (!isPortName(to)) return portNameRule;
  return Object.hasOwn(drawing.connections ?? {}, to)
    ? `Another connection is called “${to}” already.`
    : null;
}

/** A connection called differently, and every step that goes through it following. */
export function renamePlace(drawing: Drawing, from: string, to: string): Drawing {
  const { connections } = drawing;
  if (from === to || connections === undefined || !Object.hasOwn(connections, from)) return drawing;
  if (whyNotPlaceName(drawing, from, to) !== null) return drawing;
  const renamed: Drawing = {
    ...drawing,
    connections: renameKey<ConnectionSlot, typeof connections>(connections, from, to),
  };
  return stepsThrough(drawing, from).reduce(
    (done, name) => setConfig(done, name, ['connection'], to),
    renamed,
  );
}

/** The drawing without a connection that no step goes through; one that is used stays. */
export function removePlace(drawing: Drawing, place: string): Drawing {
  if (stepsThrough(drawing, place).length > 0) return drawing;
  const { connections: before, ...rest } = drawing;
  if (!Object.hasOwn(before ?? {}, place)) return drawing;
  const connections = without(before, new Set([place]));
  return connections === undefined ? rest : { ...rest, connections };
}
