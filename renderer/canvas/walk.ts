import type { Point } from '../../shared/flow/edit/add-node.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The step that lies next in a direction: the nearest, where going sideways costs double. Null where nothing lies
 * there.
 */
export function neighbour(
  places: Readonly<Record<string, Point>>,
  from: string,
  direction: Direction,
): string | null {
  const here = places[from];
  if (here === undefined) return null;
  const isFlat = direction === 'left' || direction === 'right';
  const sign = direction === 'right' || direction === 'down' ? 1 : -1;
  let best: { name: string; cost: number } | null = null;
  for (const [name, [x, y]] of Object.entries(places)) {
    const along = sign * (isFlat ? x - here[0] : y - here[1]);
    const across = Math.abs(isFlat ? y - here[1] : x - here[0]);
    if (name === from || along < 8) continue;
    const cost = along + across * 2;
    if (best === null || cost < best.cost) best = { name, cost };
  }
  return best?.name ?? null;
}
