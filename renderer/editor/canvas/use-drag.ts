import type { NodeChange, OnNodeDrag } from '@xyflow/react';
import { useCallback, useMemo, useState } from 'react';
import type { Point } from '../../../shared/flow/edit/add-node.ts';
import { moveNodes } from '../../../shared/flow/edit/move-nodes.ts';
import { moveNotes, noteIndex } from '../../../shared/flow/edit/notes.ts';
import { placed } from '../commands/edits.ts';
import { useEditor } from '../store/editor-store.ts';
import { useView } from '../store/view-store.ts';
import type { CanvasNode } from '../../canvas/flow-parts.ts';

type Places = Readonly<Record<string, Point>>;
const nowhere: Places = {};

/** Where dragged steps are right now: the drawing hears of it once, when they are let go. */
export function useDrag(nodes: CanvasNode[]) {
  const editor = useEditor();
  const view = useView();
  const [dragged, setDragged] = useState<Places>(nowhere);

  const shown = useMemo(
    () =>
      dragged === nowhere
        ? nodes
        : nodes.map((node) => {
            const at = dragged[node.id];
            return at === undefined ? node : { ...node, position: { x: at[0], y: at[1] } };
          }),
    [nodes, dragged],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const moved: Record<string, Point> = {};
      const chosen = new Set(editor.getState().selection);
      let isChosen = false;
      for (const change of changes) {
        if (change.type === 'position' && change.dragging === true && change.position !== undefined)
          moved[change.id] = [change.position.x, change.position.y];
        if (change.type === 'select') {
          isChosen = true;
          if (change.selected) chosen.add(change.id);
          else chosen.delete(change.id);
        }
      }
      if (Object.keys(moved).length > 0) setDragged((before) => ({ ...before, ...moved }));
      if (!isChosen) return;
      editor.select([...chosen]);
      if (chosen.size > 0) view.setState({ wire: null });
    },
    [editor, view],
  );

  const onNodeDragStop: OnNodeDrag<CanvasNode> = useCallback(
    (_event, _node, all) => {
      const steps = all.filter(({ id }) => noteIndex(id) === null);
      const notes = all.filter(({ id }) => noteIndex(id) !== null);
      const at = ({ position: { x, y } }: CanvasNode): Point => [x, y];
      const title =
        all.length === 1 ? (notes.length === 1 ? 'Move note' : 'Move step') : `Move ${all.length} steps`;
      editor.edit(title, (drawing) => {
        const moved = moveNodes(placed(drawing), Object.fromEntries(steps.map((one) => [one.id, at(one)])));
        const places = notes.map((one) => [noteIndex(one.id) ?? -1, at(one)] as const);
        return moveNotes(moved, Object.fromEntries(places));
      });
      setDragged(nowhere);
    },
    [editor],
  );

  return { shown, onNodesChange, onNodeDragStop };
}
