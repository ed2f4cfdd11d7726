import '@xyflow/react/dist/base.css';
import {
  Background,
  BackgroundVariant,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type EdgeProps,
  type NodeProps,
} from '@xyflow/react';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFocusCentered, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import {
  memo,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { placeAll } from '../../shared/flow/edit/places.ts';
import { namesOf } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import classes from './drawing-view.module.css';
import { sizesOf } from './face.ts';
import { createFlowParts, type CanvasNode, type NoteNode, type StepNode, type Wire } from './flow-parts.ts';
import { FrameCard } from './frame-card.tsx';
import { createGroupFrames, type FrameNode } from './group-frames.ts';
import { noStepMarks, noWireMarks, type StepMarks, type WireMarks } from './marks.ts';
import { NoteCard } from './note-card.tsx';
import { openingView } from './opening-view.ts';
import { StepCard } from './step-card.tsx';
import { neighbour, type Direction } from './walk.ts';
import { WayDot } from './way-dot.tsx';
import { WireHeads, WireLine } from './wire-line.tsx';

type Props = {
  drawing: Drawing;
  /** What a screen reader calls it: “The flow as it ran”. */
  label: string;
  marks?: StepMarks;
  wireMarks?: WireMarks;
  selected?: string | null;
  /** A step that is kept in sight as it changes: where something has just happened. */
  follow?: string | null;
  /** Where steps can be pressed. */
  onSelect?: (node: string | null) => void;
  /** Among other parts of a page that scrolls: the wheel goes on with the page. */
  isInPage?: boolean;
};

const nodeTypes = { step: memo(StillStep), note: memo(StillNote), frame: memo(StillFrame) };
const edgeTypes = { wire: memo((props: EdgeProps<Wire>) => <WireLine {...props} />) };
/** Below this the words on a card cannot be read. */
const readable = 0.6;
const noFlows = new Map<string, string>();
const noProblems: [] = [];
const directions: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** A drawing to look at: nothing in it can be moved or changed. Fills its parent, which has to have a height. */
export function DrawingView(props: Props) {
  return (
    <ReactFlowProvider>
      <View {...props} />
    </ReactFlowProvider>
  );
}

function View({
  drawing,
  label,
  marks = noStepMarks,
  wireMarks = noWireMarks,
  selected = null,
  follow = null,
  onSelect,
  isInPage = false,
}: Props) {
  const flow = useReactFlow<CanvasNode, Wire>();
  const workspace = useCall('workspace.get', {}).data;
  const people = useMemo(() => namesOf(workspace, noFlows, undefined), [workspace]);
  const [parts] = useState(createFlowParts);
  const [frames] = useState(createGroupFrames);
  const view = useRef<HTMLDivElement>(null);
  const selection = useMemo(() => (selected === null ? [] : [selected]), [selected]);
  const nodes = useMemo(() => {
    const cards = parts.nodes({ drawing, selection, problems: noProblems, people, marks });
    return [...frames(drawing, cards), ...cards];
  }, [parts, frames, drawing, selection, people, marks]);
  const wires = useMemo(() => parts.wires(drawing, wireMarks), [parts, drawing, wireMarks]);

  // Of two versions what differs is looked at first. A run's marks change all the time: they move nothing.
  const differing = useRef<string[]>([]);
  useEffect(() => {
    differing.current = [...marks].flatMap(([id, { sign }]) => (sign === undefined ? [] : [id]));
  }, [marks]);
  const see = useCallback(() => {
    const box = view.current?.getBoundingClientRect();
    if (box === undefined) return;
    const whole = openingView(flow.getNodesBounds(flow.getNodes()), box, { smallest: 0.4 });
    const isWhole = whole.zoom > readable || differing.current.length === 0;
    void flow.setViewport(
      isWhole ? whole : openingView(flow.getNodesBounds(differing.current), box, { smallest: readable }),
    );
  }, [flow]);
  // A dialog opens small and grows: the drawing is placed once its room is known.
  useEffect(() => {
    const element = view.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(see);
    observer.observe(element);
    return () => observer.disconnect();
  }, [see]);

  // What was chosen elsewhere, in a list beside it, is brought into sight.
  useEffect(() => {
    const node = selected === null ? undefined : flow.getNode(selected);
    const box = view.current?.getBoundingClientRect();
    if (node === undefined || box === undefined) return;
    const { x, y, zoom } = flow.getViewport();
    const [width, height] = [node.width ?? 0, node.height ?? 0];
    const [left, top] = [node.position.x * zoom + x, node.position.y * zoom + y];
    const isSeen =
      left >= 0 && top >= 0 && left + width * zoom <= box.width && top + height * zoom <= box.height;
    if (!isSeen)
      void flow.setCenter(node.position.x + width / 2, node.position.y + height / 2, {
        zoom: Math.max(zoom, 0.6),
      });
  }, [flow, selected]);

  useEffect(() => {
    const box = view.current?.getBoundingClientRect();
    const node = follow === null ? undefined : flow.getInternalNode(follow);
    if (box === undefined || node === undefined) return;
    const { x, y, zoom } = flow.getViewport();
    const { x: left, y: top } = node.internals.positionAbsolute;
    const { width = 0, height = 0 } = node.measured;
    const isInSight =
      left * zoom + x >= 0 &&
      top * zoom + y >= 0 &&
      (left + width) * zoom + x <= box.width &&
      (top + height) * zoom + y <= box.height;
    if (!isInSight) void flow.setCenter(left + width / 2, top + height / 2, { zoom });
  }, [flow, follow]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('.react-flow__node-step')?.dataset['id'];
    if (id === undefined) return;
    const direction = directions[event.key];
    if (direction !== undefined) {
      event.preventDefault();
      const places = placeAll(drawing, sizesOf(drawing)).layout ?? {};
      const next = neighbour(places, id, direction);
      const card =
        next === null ? null : view.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(next)}"]`);
      card?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onSelect?.(id);
    }
  };

  return (
    <div
      ref={view}
      className={classes.view}
      role="group"
      aria-label={label}
      data-selectable={onSelect !== undefined || undefined}
      onKeyDown={onKeyDown}
    >
      <WireHeads />
      <ReactFlow<CanvasNode, Wire>
        nodes={nodes}
        edges={wires}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        deleteKeyCode={null}
        disableKeyboardA11y
        onlyRenderVisibleElements
        panOnScroll={!isInPage}
        zoomOnScroll={!isInPage}
        preventScrolling={!isInPage}
        zoomOnDoubleClick={false}
        minZoom={0.1}
        maxZoom={1.5}
        onInit={see}
        onPaneClick={() => onSelect?.(null)}
        onNodeClick={(_event, node) => {
          if (node.type === 'step') onSelect?.(node.id);
        }}
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--line-strong)" />
      </ReactFlow>
      <div className={classes.tools} role="toolbar" aria-label="Zoom">
        <Tool label="Zoom out" onClick={() => void flow.zoomOut()}>
          <IconZoomOut size={16} />
        </Tool>
        <Tool label="Zoom in" onClick={() => void flow.zoomIn()}>
          <IconZoomIn size={16} />
        </Tool>
        <Tool label="See all of it" onClick={() => void flow.fitView({ padding: 0.1, maxZoom: 1 })}>
          <IconFocusCentered size={16} />
        </Tool>
      </div>
    </div>
  );
}

function Tool({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={26} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function StillStep({ data, selected }: NodeProps<StepNode>) {
  return (
    <StepCard
      data={data}
      isSelected={selected}
      renderWay={(way, isWired) => <WayDot key={way.port} way={way} isWired={isWired} />}
    />
  );
}

function StillNote({ data }: NodeProps<NoteNode>) {
  return <NoteCard text={data.text} isSelected={false} />;
}

function StillFrame({ data }: NodeProps<FrameNode>) {
  return <FrameCard name={data.name} />;
}
