import { useReactFlow } from '@xyflow/react';
import { useEffect, type RefObject } from 'react';
import type { Point } from '../../../shared/flow/edit/add-node.ts';
import { placed } from '../commands/edits.ts';
import { useEditor } from '../store/editor-store.ts';
import { useView, type Camera } from '../store/view-store.ts';
import type { CanvasNode, Wire } from '../../canvas/flow-parts.ts';
import { sizesOf } from '../../canvas/face.ts';
import { isStill } from '../../ui/motion.ts';

const margin = 48;
/** The map and the tools lie over the canvas's lower edge. */
const marginBelow = 150;
const framesToWait = 20;
const moveMs = 120;

/** How far a stretch has to move to lie between two limits; what is too long shows its beginning. */
function shift(from: number, to: number, least: number, most: number): number {
  if (from < least || to - from > most - least) return least - from;
  return to > most ? most - to : 0;
}

/** Waits for the step to be drawn: one that was just added, or lay outside of what is seen, comes a few frames later. */
function focusWhenDrawn(canvas: HTMLElement, node: string, frames = framesToWait): void {
  const card = canvas.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(node)}"]`);
  if (card !== null) card.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusWhenDrawn(canvas, node, frames - 1));
}

/** Lets commands move the picture and the keyboard's place in it. */
export function useCamera(canvas: RefObject<HTMLDivElement | null>, pointer: RefObject<Point | null>): void {
  const flow = useReactFlow<CanvasNode, Wire>();
  const editor = useEditor();
  const view = useView();

  useEffect(() => {
    const box = (): DOMRect => canvas.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 800, 600);
    const move = { duration: isStill() ? 0 : moveMs };
    const placeOf = (node: string) => {
      const { drawing } = editor.getState();
      const [x, y] = placed(drawing).layout?.[node] ?? [0, 0];
      return { x, y, ...sizesOf(drawing)(node) };
    };
    const camera: Camera = {
      // A frame later, so that what an edit has just moved is where it will be.
      fit: () => requestAnimationFrame(() => void flow.fitView({ ...move, padding: 0.15, maxZoom: 1 })),
      zoomIn: () => void flow.zoomIn(move),
      zoomOut: () => void flow.zoomOut(move),
      zoomTo: (zoom) => void flow.zoomTo(zoom, move),
      reveal: (node) => {
        const { x, y, width, height } = placeOf(node);
        const { left, top, right, bottom } = box();
        const from = flow.flowToScreenPosition({ x, y });
        const to = flow.flowToScreenPosition({ x: x + width, y: y + height });
        const dx = shift(from.x, to.x, left + margin, right - margin);
        const dy = shift(from.y, to.y, top + margin, Math.max(bottom - marginBelow, top + 2 * margin));
        const seen = flow.getViewport();
        if (dx !== 0 || dy !== 0) void flow.setViewport({ ...seen, x: seen.x + dx, y: seen.y + dy }, move);
      },
      focus: (node) => {
        if (canvas.current === null) return;
        if (node === null) canvas.current.focus({ preventScroll: true });
        else focusWhenDrawn(canvas.current, node);
      },
      centre: () => {
        const { left, top, width, height } = box();
        const { x, y } = flow.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
        return [x, y];
      },
      pointer: () => pointer.current,
      screenOf: (node) => {
        const { x, y, width } = placeOf(node);
        return flow.flowToScreenPosition({ x: x + width + 24, y });
      },
    };
    view.attach(camera);
    return () => view.attach(null);
  }, [canvas, pointer, flow, editor, view]);
}
