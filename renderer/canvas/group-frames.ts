import type { Node as FlowNode } from '@xyflow/react';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { groupId, membersOf } from '../../shared/flow/edit/groups.ts';
import type { CanvasNode } from './flow-parts.ts';

export type FrameFace = { name: string; index: number; count: number };
export type FrameNode = FlowNode<FrameFace, 'frame'>;

type Box = { x: number; y: number; width: number; height: number };

const around = 20;
/** Room for the title above the steps. */
const above = 44;

/** React Flow takes the title alone as what can be pressed: through the rest one reaches the canvas. */
export const frameTitleClass = 'frame-title';

function boxAround(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map(({ x }) => x)) - around;
  const top = Math.min(...boxes.map(({ y }) => y)) - above;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + around;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + around;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The frames of a drawing's groups, drawn around their steps wherever those are right now. */
export function createGroupFrames() {
  const known = new Map<string, FrameNode>();

  function keep(fresh: FrameNode): FrameNode {
    const old = known.get(fresh.id);
    const isSame =
      old !== undefined &&
      old.position.x === fresh.position.x &&
      old.position.y === fresh.position.y &&
      old.width === fresh.width &&
      old.height === fresh.height &&
      old.data.name === fresh.data.name &&
      old.data.count === fresh.data.count;
    if (isSame) return old;
    known.set(fresh.id, fresh);
    return fresh;
  }

  return (drawing: Drawing, shown: readonly CanvasNode[]): FrameNode[] => {
    if (drawing.groups === undefined) return [];
    const boxes = new Map(
      shown.map(({ id, position, width = 0, height = 0 }) => [id, { ...position, width, height }]),
    );
    return drawing.groups.flatMap((group, index): FrameNode[] => {
      const members = membersOf(drawing, group);
      const inside = members.map((name) => boxes.get(name)).filter((box) => box !== undefined);
      if (inside.length === 0) return [];
      const { x, y, width, height } = boxAround(inside);
      const { name } = group;
      return [
        keep({
          id: groupId(index),
          type: 'frame',
          position: { x, y },
          data: { name, index, count: members.length },
          width,
          height,
          measured: { width, height },
          selectable: false,
          connectable: false,
          dragHandle: `.${frameTitleClass}`,
          zIndex: -2,
          style: { pointerEvents: 'none' },
          ariaLabel: `Group ${name}, ${members.length === 1 ? '1 step' : `${members.length} steps`}`,
          domAttributes: { tabIndex: -1, 'aria-roledescription': 'group' },
        }),
      ];
    });
  };
}
