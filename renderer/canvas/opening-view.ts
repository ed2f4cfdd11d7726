export type Box = { x: number; y: number; width: number; height: number };
export type Viewport = { x: number; y: number; zoom: number };

/** Below this the words on a card can hardly be read; a drawing that is only looked over may be smaller. */
export const readable = 0.6;
export const overview = 0.4;
const edge = 48;

/**
 * How a flow is seen when it opens: all of it where it is not too small then, else its beginning, or what lies
 * `around` the part that matters.
 */
export function openingView(
  bounds: Box,
  canvas: { width: number; height: number },
  { around = null, smallest = readable }: { around?: Box | null; smallest?: number } = {},
): Viewport {
  const fitting = Math.min(
    (canvas.width - edge * 2) / Math.max(bounds.width, 1),
    (canvas.height - edge * 3) / Math.max(bounds.height, 1),
    1,
  );
  return viewAt(Math.max(fitting, smallest), bounds, canvas, around);
}

/** The same view where all of a card is seen in it; else one with the card in its middle. */
export function viewWith(
  card: Box,
  view: Viewport,
  bounds: Box,
  canvas: { width: number; height: number },
): Viewport {
  const [left, top] = [card.x * view.zoom + view.x, card.y * view.zoom + view.y];
  const isSeen =
    left >= 0 &&
    top >= 0 &&
    left + card.width * view.zoom <= canvas.width &&
    top + card.height * view.zoom <= canvas.height;
  return isSeen ? view : viewAt(Math.max(view.zoom, readable), bounds, canvas, card);
}

/** With `around` in the middle as far as nothing beyond the drawing's own edges is shown for it. */
function viewAt(
  zoom: number,
  bounds: Box,
  canvas: { width: number; height: number },
  around: Box | null,
): Viewport {
  const place = (start: number, size: number, room: number, middle: number | null): number => {
    const free = room - size * zoom;
    const first = edge - start * zoom;
    if (free >= edge * 2) return free / 2 - start * zoom;
    if (middle === null) return first;
    return Math.min(first, Math.max(free - edge - start * zoom, room / 2 - middle * zoom));
  };
  return {
    x: place(bounds.x, bounds.width, canvas.width, around && around.x + around.width / 2),
    y: place(bounds.y, bounds.height, canvas.height, around && around.y + around.height / 2),
    zoom,
  };
}
