import type { NodeChange, OnNodeDrag } from '@xyflow/react';
import { useCallback, useMemo, useState } from 'react';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import type { Point } from '../../../shared/flow/edit/add-node.ts';
import { groupIndex, membersOf } from '../../../shared/flow/edit/groups.ts';
import { moveNodes } from '../../../shared/flow/edit/move-nodes.ts';
import { moveNotes, noteIndex } from '../../../shared/flow/edit/notes.ts';
import type { CanvasNode } from '../../canvas/flow-parts.ts';
import { createGroupFrames } from '../../canvas/group-frames.ts';
import { placed } from '../commands/edits.ts';
import { useEditor } from '../store/editor-store.ts';
import { useView } from '../store/view-store.ts';

type Places = Readonly<Record<string, Point>>;
const nowhere: Places = {};

const pointOf = ({ position: { x, y } }: Pick<CanvasNode, 'position'>): Point => [x, y];
const toGrid = (length: number): number => Math.round(length / 20) * 20;

/** Where dragged steps are right now: the drawing hears of it once, when they are let go. */
export function useDrag(nodes: CanvasNode[], drawing: Drawing) {
  const editor = useEditor();
  const view = useView();
  const [frames] = useState(createGroupFrames);
  const [dragged, setDragged] = useState<Places>(nowhere);

  const still = useMemo(() => [...frames(drawing, nodes), ...nodes], [frames, drawing, nodes]);
  const shown = useMemo(() => {
    if (dragged === nowhere) return still;
    const moved = nodes.map((node) => {
      const at = dragged[node.id];
      return at === undefined ? node : { ...node, position: { x: at[0], y: at[1] } };
    });
    // A frame goes with its steps, whichever of the two is dragged.
    return [...frames(drawing, moved), ...moved];
  }, [still, nodes, frames, drawing, dragged]);

  /** Where the steps of a group come to stand when its frame is dragged: all by the same way, on the grid. */
  const withFrame = useCallback(
    (id: string, to: Point): Places => {
      const frame = still.find((node) => node.id === id);
      const now = editor.getState().drawing;
      const group = now.groups?.[groupIndex(id) ?? -1];
      if (frame === undefined || group === undefined) return nowhere;
      const [dx, dy] = [toGrid(to[0] - frame.position.x), toGrid(to[1] - frame.position.y)];
      const layout = placed(now).layout ?? {};
      const members = membersOf(now, group).map((name): [string, Point] => {
        const [x, y] = layout[name] ?? [0, 0];
        return [name, [x + dx, y + dy]];
      });
      return Object.fromEntries(members);
    },
    [editor, still],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const moved: Record<string, Point> = {};
      const chosen = new Set(editor.getState().selection);
      let isChosen = false;
      for (const change of changes) {
        if (change.type === 'position' && change.dragging === true && change.position !== undefined) {
          const at: Point = [change.position.x, change.position.y];
          if (groupIndex(change.id) === null) moved[change.id] = at;
          else Object.assign(moved, withFrame(change.id, at));
        }
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
    [editor, view, withFrame],
  );

  const onNodeDragStop: OnNodeDrag<CanvasNode> = useCallback(
    (_event, _node, all) => {
      const notes = all.filter(({ id }) => noteIndex(id) !== null);
      const frame = all.filter(({ id }) => groupIndex(id) !== null);
      const steps = all.filter(({ id }) => noteIndex(id) === null && groupIndex(id) === null);
      const title =
        frame.length > 0
          ? 'Move group'
          : all.length === 1
            ? notes.length === 1
              ? 'Move note'
              : 'Move step'
            : `Move ${all.length} steps`;
      const inFrames = frame.map((one) => withFrame(one.id, pointOf(one)));
      const places: Places = Object.assign(
        Object.fromEntries(steps.map((one) => [one.id, pointOf(one)])),
        ...inFrames,
      );
      editor.edit(title, (before) => {
        const moved = moveNodes(placed(before), places);
        const spots = notes.map((one) => [noteIndex(one.id) ?? -1, pointOf(one)] as const);
        return moveNotes(moved, Object.fromEntries(spots));
      });
      setDragged(nowhere);
    },
    [editor, withFrame],
  );

  return { shown, onNodesChange, onNodeDragStop };
}
