import { Position, type Edge as FlowEdge, type Node as FlowNode } from '@xyflow/react';
import type { Drawing, DrawingNode, Edge } from '../../shared/flow/drawing.ts';
import { noteId } from '../../shared/flow/edit/notes.ts';
import type { Size } from '../../shared/flow/edit/align-nodes.ts';
import { printEdge } from '../../shared/flow/edge-text.ts';
import type { Problem } from '../../shared/flow/problem.ts';
import { mainPort } from '../../shared/steps/ports.ts';
import { stepName } from '../steps/step-words.ts';
import { entryTop, noteHeight, noteWidth, toneOf, waysOf, wayTop, type WayTone } from './face.ts';
import type { FrameNode } from './group-frames.ts';
import { markKey, type StepMark, type StepMarks, type WireMark, type WireMarks } from './marks.ts';
import { countProblems, faceOf, spoken, type People, type StepFace } from './step-face.ts';
import { createGeometry } from './geometry.ts';

export type NoteFace = { text: string; index: number };
export type WireFace = {
  edge: Edge;
  tone: WayTone;
  words: string | null;
  /** How deep it passes where it leads back; null where it leads on. */
  below: number | null;
  mark: WireMark | null;
};

export type StepNode = FlowNode<StepFace, 'step'>;
export type NoteNode = FlowNode<NoteFace, 'note'>;
export type CanvasNode = StepNode | NoteNode | FrameNode;
export type Wire = FlowEdge<WireFace, 'wire'>;

export const entry = 'in';
const dot = 12;

export type Shown = {
  drawing: Drawing;
  selection: readonly string[];
  problems: readonly Problem[];
  people: People;
  marks: StepMarks;
};

/**
 * The drawing as React Flow takes it. What looks the same keeps its identity from one call to the next, so that an edit
 * draws again what it changed and nothing else.
 */
export function createFlowParts() {
  const faces = new Map<string, { node: DrawingNode; words: string; people: People; face: StepFace }>();
  const nodes = new Map<string, CanvasNode>();
  const geometryOf = createGeometry();
  let shownWires: Wire[] = [];
  const wires = new Map<string, { edge: Edge; ends: (DrawingNode | undefined)[]; wire: Wire }>();

  function faceFor(
    drawing: Drawing,
    name: string,
    node: DrawingNode,
    wired: string,
    found: string,
    people: People,
    mark: StepMark | null,
  ): StepFace {
    const words = `${wired}|${found}|${markKey(mark)}`;
    const old = faces.get(name);
    if (old !== undefined && old.node === node && old.words === words && old.people === people)
      return old.face;
    const face = faceOf(drawing, name, node, wired, found, people, mark);
    faces.set(name, { node, words, people, face });
    return face;
  }

  /** The one that stands there already where it would look the same. */
  function keep(id: string, look: Look, make: () => CanvasNode): CanvasNode {
    const old = nodes.get(id);
    const isSame =
      old !== undefined &&
      old.data === look.data &&
      old.position.x === look.at[0] &&
      old.position.y === look.at[1] &&
      old.selected === look.isSelected &&
      old.domAttributes?.tabIndex === look.tabIndex;
    if (isSame) return old;
    const fresh = make();
    nodes.set(id, fresh);
    return fresh;
  }

  function stepNodes({ drawing, selection, problems, people, marks }: Shown): CanvasNode[] {
    const { places, wired, sizeOf } = geometryOf(drawing);
    const found = countProblems(problems);
    const chosen = new Set(selection);
    // One stop for the Tab key; the arrow keys go on from there.
    const stop = selection.find((id) => Object.hasOwn(drawing.nodes, id)) ?? Object.keys(drawing.nodes)[0];
    return Object.entries(drawing.nodes).map(([name, node]) => {
      const mark = marks.get(name) ?? null;
      const data = faceFor(
        drawing,
        name,
        node,
        wired.get(name) ?? '',
        found.get(name) ?? '0 0',
        people,
        mark,
      );
      const at = places[name] ?? [0, 0];
      const look = { data, at, isSelected: chosen.has(name), tabIndex: name === stop ? 0 : -1 };
      return keep(name, look, () => stepNode(name, node, data, look, sizeOf(name)));
    });
  }

  function noteNodes({ drawing, selection }: Shown): CanvasNode[] {
    return (drawing.notes ?? []).map(({ text, at }, index) => {
      const id = noteId(index);
      const old = nodes.get(id);
      const data = old?.type === 'note' && old.data.text === text ? old.data : { text, index };
      const isSelected = selection.includes(id);
      const look = { data, at, isSelected, tabIndex: isSelected ? 0 : -1 };
      return keep(id, look, () => noteNode(id, data, look));
    });
  }

  function wireFor(drawing: Drawing, edge: Edge, below: number | null, mark: WireMark | null): Wire {
    const id = printEdge(edge);
    const [source, target] = [drawing.nodes[edge.from], drawing.nodes[edge.to]];
    const old = wires.get(id);
    if (
      old?.edge === edge &&
      old.ends[0] === source &&
      old.ends[1] === target &&
      old.wire.data?.below === below &&
      old.wire.data.mark === mark
    )
      return old.wire;
    const words = waysOf(source ?? { kind: '' }, edge.port).find(({ port }) => port === edge.port)?.words;
    const [from, to] = [stepName(drawing, edge.from), stepName(drawing, edge.to)];
    const wire: Wire = {
      id,
      type: 'wire',
      source: edge.from,
      sourceHandle: edge.port,
      target: edge.to,
      targetHandle: entry,
      data: {
        edge,
        tone: toneOf(edge.port),
        words: edge.port !== mainPort ? (words ?? edge.port) : null,
        below,
        mark,
      },
      ariaLabel: `From ${from}, ${words ?? edge.port}, to ${to}`,
      domAttributes: { tabIndex: -1 },
    };
    wires.set(id, { edge, ends: [source, target], wire });
    return wire;
  }

  return {
    nodes: (shown: Shown): CanvasNode[] => [...noteNodes(shown), ...stepNodes(shown)],
    /** A wire whose way out is gone is a problem that the list tells; there is no dot to draw it from. */
    wires: (drawing: Drawing, marks: WireMarks): Wire[] => {
      const { depths } = geometryOf(drawing);
      const all = drawing.edges.map((edge) => {
        const text = printEdge(edge);
        return wireFor(drawing, edge, depths.get(text) ?? null, marks.get(text) ?? null);
      });
      // Later ones lie on top: a way that was taken is not hidden by one that was not.
      const onTop = (wire: Wire): number => (wire.data?.mark === 'quiet' ? 0 : 1);
      const sorted = [...new Set(all)].toSorted((one, other) => onTop(one) - onTop(other));
      const isSame =
        sorted.length === shownWires.length && sorted.every((wire, at) => wire === shownWires[at]);
      if (!isSame) shownWires = sorted;
      return shownWires;
    },
  };
}

type Look = {
  data: StepFace | NoteFace;
  at: readonly [number, number];
  isSelected: boolean;
  tabIndex: number;
};

function stepNode(
  name: string,
  node: DrawingNode,
  data: StepFace,
  { at: [x, y], isSelected, tabIndex }: Look,
  size: Size,
): StepNode {
  const handle = { width: dot, height: dot };
  return {
    id: name,
    type: 'step',
    position: { x, y },
    data,
    ...size,
    measured: size,
    selected: isSelected,
    ariaLabel: spoken(data),
    domAttributes: { tabIndex, 'aria-roledescription': 'step' },
    handles: [
      { id: entry, type: 'target', position: Position.Left, x: -dot / 2, y: entryTop - dot / 2, ...handle },
      ...data.ways.map((way) => ({
        id: way.port,
        type: 'source' as const,
        position: Position.Right,
        x: size.width - dot / 2,
        y: wayTop(node, data.ways, way) - dot / 2,
        ...handle,
      })),
    ],
  };
}

function noteNode(id: string, data: NoteFace, { at: [x, y], isSelected, tabIndex }: Look): NoteNode {
  const size = { width: noteWidth, height: noteHeight(data.text) };
  return {
    id,
    type: 'note',
    position: { x, y },
    data,
    ...size,
    measured: size,
    selected: isSelected,
    ariaLabel: `Note: ${data.text}`,
    connectable: false,
    zIndex: -1,
    domAttributes: { tabIndex, 'aria-roledescription': 'note' },
  };
}
