import type { Connection, FinalConnectionState, OnConnectEnd } from '@xyflow/react';
import { useCallback, useState } from 'react';
import { useReactFlow } from '@xyflow/react';
import type { Edge } from '../../../shared/flow/drawing.ts';
import { connect, reconnect, refusalOf } from '../../../shared/flow/edit/connect.ts';
import { useEditor } from '../store/editor-store.ts';
import { useView } from '../store/view-store.ts';
import type { Wire } from '../../canvas/flow-parts.ts';

type Ends = Pick<Connection, 'source' | 'target' | 'sourceHandle'>;

const edgeOf = ({ source, sourceHandle, target }: Ends): Edge => ({
  from: source,
  port: sourceHandle ?? '',
  to: target,
});

const placeOf = (event: MouseEvent | TouchEvent): { x: number; y: number } => {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
};

/** Drawing wires: a step takes one, refuses it with the reason, or the empty canvas offers what to put there. */
export function useWires() {
  const editor = useEditor();
  const view = useView();
  const flow = useReactFlow();
  const [isDrawing, setIsDrawing] = useState(false);

  const isValidConnection = useCallback(
    (ends: Connection | Wire) =>
      refusalOf(editor.getState().drawing, edgeOf({ ...ends, sourceHandle: ends.sourceHandle ?? null })) ===
      null,
    [editor],
  );

  const onConnect = useCallback(
    (ends: Connection) => editor.edit('Draw a wire', (drawing) => connect(drawing, edgeOf(ends))),
    [editor],
  );

  const onReconnect = useCallback(
    (old: Wire, ends: Connection) => {
      const edge = old.data?.edge;
      if (edge !== undefined)
        editor.edit('Lead a wire elsewhere', (drawing) => reconnect(drawing, edge, edgeOf(ends)));
      view.setState({ wire: null });
    },
    [editor, view],
  );

  const offer = useCallback(
    (event: MouseEvent | TouchEvent, { fromNode, fromHandle }: FinalConnectionState) => {
      if (fromNode === null || fromHandle?.type !== 'source' || typeof fromHandle.id !== 'string') return;
      const screen = placeOf(event);
      const { x, y } = flow.screenToFlowPosition(screen);
      view.setState({
        chooser: {
          screen,
          at: [x, y - 32],
          after: { from: fromNode.id, port: fromHandle.id, place: 'beside' },
        },
      });
    },
    [flow, view],
  );

  const onConnectEnd: OnConnectEnd = useCallback(
    (event, state) => {
      setIsDrawing(false);
      if (state.isValid === true || state.fromNode === null) return;
      if (state.toNode === null) return offer(event, state);
      const port = state.fromHandle?.id ?? '';
      if (state.toNode.id === state.fromNode.id) return;
      const edge = { from: state.fromNode.id, port, to: state.toNode.id };
      const refusal = refusalOf(editor.getState().drawing, edge);
      if (refusal !== null) view.say(refusal);
    },
    [editor, offer, view],
  );

  return {
    isDrawing,
    handlers: {
      isValidConnection,
      onConnect,
      onReconnect,
      onConnectStart: useCallback(() => setIsDrawing(true), []),
      onConnectEnd,
    },
  };
}
