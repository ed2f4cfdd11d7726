import { getSmoothStepPath, type ConnectionLineComponentProps } from '@xyflow/react';
import { useEditor } from '../store/editor-store.ts';
import { refusalOf } from '../../../shared/flow/edit/connect.ts';
import type { CanvasNode } from '../../canvas/flow-parts.ts';
import classes from './wire-being-drawn.module.css';

/** The wire under the mouse; over a step that cannot take it, it says why. */
export function WireBeingDrawn({
  fromX,
  fromY,
  fromPosition,
  fromNode,
  fromHandle,
  toX,
  toY,
  toPosition,
  toNode,
}: ConnectionLineComponentProps<CanvasNode>) {
  const editor = useEditor();
  const port = fromHandle.id ?? '';
  const [path] = getSmoothStepPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
    borderRadius: 10,
  });
  // Over its own step the wire has only just begun.
  const refusal =
    toNode === null || toNode.id === fromNode.id
      ? null
      : refusalOf(editor.getState().drawing, { from: fromNode.id, port, to: toNode.id });
  return (
    <g>
      <path d={path} className={classes.line} data-refused={refusal !== null || undefined} />
      {refusal === null ? null : (
        <foreignObject x={toX + 12} y={toY + 12} width={260} height={80} className={classes.place}>
          <div className={classes.refusal} role="status">
            {refusal}
          </div>
        </foreignObject>
      )}
    </g>
  );
}
