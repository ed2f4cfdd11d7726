import type { Drawing } from '../../shared/flow/drawing.ts';
import type { SizeOf } from '../../shared/flow/edit/align-nodes.ts';
import { printEdge } from '../../shared/flow/edge-text.ts';

const clearance = 26;
const lane = 14;

/** How deep each wire that leads back must pass, so that it crosses no card; each in a lane of its own. */
export function wiresBack(drawing: Drawing, sizeOf: SizeOf): Map<string, number> {
  const layout = drawing.layout ?? {};
  const depths = new Map<string, number>();
  const used: { from: number; to: number; depth: number }[] = [];
  for (const edge of drawing.edges) {
    const [source, target] = [layout[edge.from], layout[edge.to]];
    if (source === undefined || target === undefined) continue;
    const right = source[0] + sizeOf(edge.from).width;
    const left = target[0];
    if (left > right) continue;
    let depth = Math.max(
      ...Object.entries(layout).map(([name, [x, y]]) => {
        const { width, height } = sizeOf(name);
        return x < right + 30 && x + width > left - 30 ? y + height + clearance : -Infinity;
      }),
    );
    while (
      used.some((other) => other.from < right && other.to > left && Math.abs(other.depth - depth) < lane)
    )
      depth += lane;
    used.push({ from: left, to: right, depth });
    depths.set(printEdge(edge), depth);
  }
  return depths;
}
