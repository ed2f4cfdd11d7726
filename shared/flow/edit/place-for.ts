import { connectionKindOf } from '../../connections/kinds.ts';
import type { ConnectionKind } from '../../steps/kind.ts';
import type { Drawing } from '../drawing.ts';

const usualName = (kind: ConnectionKind): string => connectionKindOf(kind)?.usualName ?? 'database';

/** A name that no connection of the flow has yet. */
export function freePlace(drawing: Drawing, kind: ConnectionKind, wanted: string = usualName(kind)): string {
  const taken = drawing.connections ?? {};
  if (!Object.hasOwn(taken, wanted)) return wanted;
  for (let count = 2; ; count++) if (!Object.hasOwn(taken, `${wanted}-${count}`)) return `${wanted}-${count}`;
}

/** Where a new step of the kind goes through: what the flow has already, else a place of its own. */
export function placeFor(drawing: Drawing, kind: ConnectionKind): { drawing: Drawing; place: string } {
  const own = Object.entries(drawing.connections ?? {}).find(([, one]) => one.kind === kind)?.[0];
  if (own !== undefined) return { drawing, place: own };
  const place = freePlace(drawing, kind);
  return { drawing: { ...drawing, connections: { ...drawing.connections, [place]: { kind } } }, place };
}
