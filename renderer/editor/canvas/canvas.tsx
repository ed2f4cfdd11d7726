import '@xyflow/react/dist/base.css';
import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  type EdgeMouseHandler,
  type NodeMouseHandler,
  type ReactFlowInstance,
} from '@xyflow/react';
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type DragEvent,
  type FocusEvent,
  type PointerEvent,
} from 'react';
import type { Point } from '../../../shared/flow/edit/add-node.ts';
import { groupIndex, membersOf } from '../../../shared/flow/edit/groups.ts';
import { noteIndex } from '../../../shared/flow/edit/notes.ts';
import { namesOf } from '../../api/names.ts';
import { useCall } from '../../api/use-call.ts';
import { addStep } from '../commands/edits.ts';
import { useCommandContext } from '../commands/use-commands.ts';
import { kindDragged } from '../palette/kind-drag.ts';
import { useRunMarks } from '../run/use-shown-run.ts';
import { useEditor, useEditorState } from '../store/editor-store.ts';
import { useView, useViewState } from '../store/view-store.ts';
import classes from './canvas.module.css';
import { createFlowParts, type CanvasNode, type Wire } from '../../canvas/flow-parts.ts';
import { FrameNodeView } from './frame-node.tsx';
import { NoteNodeView } from './note-node.tsx';
import { mapColour } from '../../canvas/map-colour.ts';
import { openingView } from '../../canvas/opening-view.ts';
import { WireHeads } from '../../canvas/wire-line.tsx';
import { StepNodeView } from './step-node.tsx';
import { useCalmDrawing } from './use-calm-drawing.ts';
import { useCamera } from './use-camera.ts';
import { useDrag } from './use-drag.ts';
import { useWires } from './use-wires.ts';
import { WireBeingDrawn } from './wire-being-drawn.tsx';
import { WireView } from './wire.tsx';

const nodeTypes = { step: StepNodeView, note: NoteNodeView, frame: FrameNodeView };
const edgeTypes = { wire: WireView };
const noFlows = new Map<string, string>();
const grid: [number, number] = [20, 20];
const severalKeys = ['Control', 'Meta'];
const mapSize = { width: 168, height: 112 };

/** The drawing, to look at and to draw in. Needs a ReactFlowProvider above it. */
export function Canvas() {
  const editor = useEditor();
  const view = useView();
  const context = useCommandContext();
  const flow = useReactFlow();
  const workspace = useCall('workspace.get', {}).data;
  // Of people and pools alone: names of flows change with every save.
  const people = useMemo(() => namesOf(workspace, noFlows, undefined), [workspace]);
  const [parts] = useState(createFlowParts);
  const drawing = useCalmDrawing();
  const selection = useEditorState((state) => state.selection);
  const problems = useEditorState((state) => state.problems);
  const wire = useViewState((state) => state.wire);
  const { marks, wireMarks } = useRunMarks();
  const canvas = useRef<HTMLDivElement>(null);
  const pointer = useRef<Point | null>(null);

  const nodes = useMemo(
    () => parts.nodes({ drawing, selection, problems, people, marks }),
    [parts, drawing, selection, problems, people, marks],
  );
  const wires = useMemo(
    () => parts.wires(drawing, wireMarks).map((one) => (one.id === wire ? { ...one, selected: true } : one)),
    [parts, drawing, wire, wireMarks],
  );
  const { shown, onNodesChange, onNodeDragStop } = useDrag(nodes, drawing);
  const { isDrawing, handlers } = useWires();
  useCamera(canvas, pointer);

  // The panel beside it takes room: the step it is about stays in sight.
  const [only, ...others] = selection;
  const current = others.length === 0 ? only : undefined;
  useEffect(() => {
    if (current === undefined || noteIndex(current) !== null) return undefined;
    const frame = requestAnimationFrame(() => view.camera()?.reveal(current));
    return () => cancelAnimationFrame(frame);
  }, [current, view]);

  const onEdgeClick: EdgeMouseHandler<Wire> = useCallback(
    (_event, { id }) => {
      editor.select([]);
      view.setState({ wire: id });
    },
    [editor, view],
  );
  const onNodeDoubleClick: NodeMouseHandler<CanvasNode> = useCallback(
    (_event, { id }) => {
      const [note, group] = [noteIndex(id), groupIndex(id)];
      if (note !== null) view.setState({ note });
      else if (group !== null) view.setState({ group });
      else editor.focusStep(id);
    },
    [editor, view],
  );
  /** A press on a frame's title means the steps in it. */
  const onNodeClick: NodeMouseHandler<CanvasNode> = useCallback(
    ({ ctrlKey, metaKey, shiftKey }, node) => {
      if (node.type !== 'frame') return;
      const { drawing: now, selection: before } = editor.getState();
      const group = now.groups?.[node.data.index];
      if (group === undefined) return;
      const kept = ctrlKey || metaKey || shiftKey ? before : [];
      editor.select([...new Set([...kept, ...membersOf(now, group)])]);
      view.setState({ wire: null });
    },
    [editor, view],
  );
  const onPaneClick = useCallback(() => {
    editor.select([]);
    view.setState({ wire: null, chooser: null });
    canvas.current?.focus({ preventScroll: true });
  }, [editor, view]);

  const onInit = useCallback((instance: ReactFlowInstance<CanvasNode, Wire>) => {
    const box = canvas.current?.getBoundingClientRect();
    if (box !== undefined)
      void instance.setViewport(openingView(instance.getNodesBounds(instance.getNodes()), box));
  }, []);

  // The Tab key comes to a step: it is the one that the keys now mean.
  const onFocus = ({ target }: FocusEvent<HTMLElement>): void => {
    const id = target.classList.contains('react-flow__node') ? target.dataset['id'] : undefined;
    if (id === undefined || !target.matches(':focus-visible')) return;
    if (!editor.getState().selection.includes(id)) editor.select([id]);
  };
  const onPointerMove = ({ clientX, clientY }: PointerEvent): void => {
    const { x, y } = flow.screenToFlowPosition({ x: clientX, y: clientY }, { snapToGrid: false });
    pointer.current = [x, y];
  };
  const onDrop = (event: DragEvent): void => {
    const kind = kindDragged(event.dataTransfer);
    if (kind === null) return;
    event.preventDefault();
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    addStep(context, kind, { at: [x - 116, y - 32], after: null });
  };

  return (
    <div
      ref={canvas}
      className={classes.canvas}
      data-connecting={isDrawing || undefined}
      role="group"
      aria-label="Canvas"
      tabIndex={-1}
      onFocus={onFocus}
      onPointerMove={onPointerMove}
      onPointerLeave={() => {
        pointer.current = null;
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <WireHeads />
      <ReactFlow<CanvasNode, Wire>
        nodes={shown}
        edges={wires}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onNodeDragStop={onNodeDragStop}
        onSelectionDragStop={(event, all) => {
          const [first] = all;
          if (first !== undefined) onNodeDragStop(event.nativeEvent, first, all);
        }}
        onNodeClick={onNodeClick}
        onNodeDoubleClick={onNodeDoubleClick}
        onEdgeClick={onEdgeClick}
        onPaneClick={onPaneClick}
        {...handlers}
        connectionLineComponent={WireBeingDrawn}
        connectionRadius={18}
        connectionDragThreshold={4}
        connectOnClick={false}
        edgesFocusable={false}
        selectNodesOnDrag={false}
        nodeDragThreshold={3}
        deleteKeyCode={null}
        multiSelectionKeyCode={severalKeys}
        selectionMode={SelectionMode.Partial}
        disableKeyboardA11y
        elevateNodesOnSelect={false}
        snapToGrid
        snapGrid={grid}
        onlyRenderVisibleElements
        panOnScroll
        zoomOnDoubleClick={false}
        minZoom={0.1}
        maxZoom={2}
        onInit={onInit}
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--line-strong)" />
        <MiniMap<CanvasNode>
          className={classes.map ?? ''}
          style={mapSize}
          nodeColor={mapColour}
          nodeBorderRadius={12}
          bgColor="var(--raised)"
          maskColor="color-mix(in srgb, var(--sunken) 70%, transparent)"
          ariaLabel="Map of the whole flow"
          pannable
          zoomable
        />
      </ReactFlow>
    </div>
  );
}
