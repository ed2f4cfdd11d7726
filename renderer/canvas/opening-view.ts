type Box = { x: number; y: number; width: number; height: number };

const edge = 48;

/** How a flow is seen when it opens: all of it where that can be read, else its beginning. */
export function openingView(
  bounds: Box,
  canvas: { width: number; height: number },
  { smallest = 0.6 }: { smallest?: number } = {},
): { x: number; y: number; zoom: number } {
  const fitting = Math.min(
    (canvas.width - edge * 2) / Math.max(bounds.width, 1),
    (canvas.height - edge * 3) / Math.max(bounds.height, 1),
    1,
  );
  const zoom = Math.max(fitting, smallest);
  const [width, height] = [bounds.width * zoom, bounds.height * zoom];
  const x = width > canvas.width - edge * 2 ? edge : (canvas.width - width) / 2;
  const y = height > canvas.height - edge * 2 ? edge : (canvas.height - height) / 2;
  return { x: x - bounds.x * zoom, y: y - bounds.y * zoom, zoom };
}
