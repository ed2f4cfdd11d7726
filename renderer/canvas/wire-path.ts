import { getSmoothStepPath, Position } from '@xyflow/react';

export type Ends = { sourceX: number; sourceY: number; targetX: number; targetY: number };

const corner = 10;
const reach = 22;

/** The path of a wire and where its words stand. `below` is set for a wire that leads back: how deep it must pass. */
export function wirePath(
  { sourceX, sourceY, targetX, targetY }: Ends,
  below: number | null,
): [path: string, x: number, y: number] {
  const end = targetX - 6;
  if (below === null || end > sourceX) {
    const [path, x, y] = getSmoothStepPath({
      sourceX,
      sourceY,
      sourcePosition: Position.Right,
      targetX: end,
      targetY,
      targetPosition: Position.Left,
      borderRadius: corner,
      offset: Math.min(reach, Math.max((end - sourceX) / 2 - 1, 4)),
    });
    return [path, x, y];
  }
  // Out to the right, under everything in between, back, and in from the left.
  const [right, left] = [sourceX + reach, end - reach];
  const path = [
    `M${sourceX} ${sourceY}H${right - corner}`,
    `Q${right} ${sourceY} ${right} ${sourceY + corner}V${below - corner}`,
    `Q${right} ${below} ${right - corner} ${below}H${left + corner}`,
    `Q${left} ${below} ${left} ${below - corner}V${targetY + corner}`,
    `Q${left} ${targetY} ${left + corner} ${targetY}H${end}`,
  ].join('');
  return [path, (left + right) / 2, below];
}
