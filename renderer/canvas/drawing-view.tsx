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
import { openingView, overview, viewWith } from './opening-view.ts';
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
  /** The step where something has just happened: the drawing opens around it and keeps it in sight. */
  follow?: string | null;
  /** Where steps can be pressed. */
  onSelect?: (node: string | null) => void;
  /** Among other parts of a page that scrolls: the wheel goes on with the page. */
  isInPage?: boolean;
};

const nodeTypes = { step: memo(StillStep), note: memo(StillNote), frame: memo(StillFrame) };
const edgeTypes = { wire: memo((props: EdgeProps<Wire>) => <WireLine {...props} />) };
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

  // What is looked at first: what differs between two versions, else where the run is. Later marks move nothing.
  const first = useRef<string[]>([]);
  useEffect(() => {
    const differing = [...marks].flatMap(([id, { sign }]) =>
      sign === undefined || sign === 'same' ? [] : [id],
    );
    const here = selected ?? follow;
    first.current = differing.length > 0 || here === null ? differing : [here];
  }, [marks, selected, follow]);
  const see = useCallback(() => {
    const box = view.current?.getBoundingClientRect();
    if (box === undefined) return;
    const what =
      first.current.length === 0 ? { smallest: overview } : { around: flow.getNodesBounds(first.current) };
    void flow.setViewport(openingView(flow.getNodesBounds(flow.getNodes()), box, what));
  }, [flow]);
  // A dialog opens small and grows: the drawing is placed once its room is known.
  useEffect(() => {
    const element = view.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(see);
    observer.observe(element);
    return () => observer.disconnect();
  }, [see]);

  // What was chosen in a list beside it, or has just happened, is brought into sight.
  const keepInSight = useCallback(
    (id: string | null) => {
      const box = view.current?.getBoundingClientRect();
      if (box === undefined || id === null || flow.getInternalNode(id) === undefined) return;
      const now = flow.getViewport();
      const then = viewWith(flow.getNodesBounds([id]), now, flow.getNodesBounds(flow.getNodes()), box);
      if (then !== now) void flow.setViewport(then);
    },
    [flow],
  );
  useEffect(() => keepInSight(selected), [keepInSight, selected]);
  useEffect(() => keepInSight(follow), [keepInSight, follow]);

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
