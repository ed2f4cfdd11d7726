import type { Drawing } from '../drawing.ts';
import { printFlow } from '../print.ts';
import { parseFlow } from '../text.ts';
import type { Point } from './add-node.ts';
import { freeName } from './free-name.ts';
import { wholeGroups } from './groups.ts';
import { noteId, noteIndex } from './notes.ts';
import { renameNode } from './rename-node.ts';

/** The selected steps as a flow of their own: what goes on the clipboard, and what a text editor can paste too. */
export function copyYaml(drawing: Drawing, selection: readonly string[]): string | null {
  const names = Object.keys(drawing.nodes).filter((name) => selection.includes(name));
  const notes = (drawing.notes ?? []).filter((_note, index) =>
    selection.some((id) => noteIndex(id) === index),
  );
  if (names.length === 0 && notes.length === 0) return null;
  const pick = <Value>(map: Record<string, Value> | undefined): Record<string, Value> =>
    Object.fromEntries(
      names.flatMap((name) => (map?.[name] === undefined ? [] : [[name, map[name]] as [string, Value]])),
    );
  const slots = Object.entries(drawing.connections ?? {}).filter(([slot]) =>
    names.some((name) => drawing.nodes[name]?.config?.['connection'] === slot),
  );
  const groups = wholeGroups(drawing, names);
  const [layout, samples] = [pick(drawing.layout), pick(drawing.samples)];
  return printFlow({
    countersign: 1,
    id: 'copied-steps',
    ...(slots.length === 0 ? {} : { connections: Object.fromEntries(slots) }),
    nodes: pick(drawing.nodes),
    edges: drawing.edges.filter(({ from, to }) => names.includes(from) && names.includes(to)),
    ...(Object.keys(layout).length === 0 ? {} : { layout }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(groups.length === 0 ? {} : { groups }),
    ...(Object.keys(samples).length === 0 ? {} : { samples }),
  });
}

/** What is on the clipboard as steps; null where it is something else. */
export function readCopied(text: string): Drawing | null {
  if (!/^\s*(?:#.*\n\s*)*(?:countersign:|\{)/.test(text)) return null;
  const parsed = parseFlow(text);
  return parsed.ok ? parsed.drawing : null;
}

/** The copied steps under names that are free here; what they read of one another follows. */
function withFreeNames(copied: Drawing, drawing: Drawing): Drawing {
  return Object.keys(copied.nodes).reduce((done, name) => {
    if (!Object.hasOwn(drawing.nodes, name)) return done;
    const taken = (one: string): boolean =>
      Object.hasOwn(drawing.nodes, one) || Object.hasOwn(done.nodes, one);
    return renameNode(done, name, freeName(name, taken));
  }, copied);
}

/**
 * The copied steps and notes beside what is there. `at` is where the top left of them comes to stand; without it they
 * stand a little beside where they were.
 */
export function paste(drawing: Drawing, copied: Drawing, at?: Point): { drawing: Drawing; added: string[] } {
  const {
    nodes,
    edges,
    layout = {},
    notes = [],
    groups,
    samples,
    connections,
  } = withFreeNames(copied, drawing);
  const added = Object.keys(nodes);
  const points = [...Object.values(layout), ...notes.map((note) => note.at)];
  const [left, top] = [0, 1].map((axis) => Math.min(...points.map((point) => point[axis] ?? 0), Infinity));
  const origin: Point = points.length === 0 ? [0, 0] : [left ?? 0, top ?? 0];
  const by: Point =
    at === undefined ? [40, 40] : [Math.round(at[0] - origin[0]), Math.round(at[1] - origin[1])];
  const moved = ([x, y]: Point): Point => [x + by[0], y + by[1]];
  const places = added.map((name, index): [string, Point] => [
    name,
    moved(layout[name] ?? [origin[0] + index * 280, origin[1]]),
  ]);
  const result: Drawing = {
    ...drawing,
    nodes: { ...drawing.nodes, ...nodes },
    edges: [...drawing.edges, ...edges],
    ...(places.length === 0 ? {} : { layout: { ...drawing.layout, ...Object.fromEntries(places) } }),
  };
  // The connections of the flow it is pasted into count: theirs may be bound already.
  if (connections !== undefined) result.connections = { ...connections, ...drawing.connections };
  if (samples !== undefined) result.samples = { ...drawing.samples, ...samples };
  if (groups !== undefined) result.groups = [...(drawing.groups ?? []), ...groups];
  if (notes.length > 0)
    result.notes = [
      ...(drawing.notes ?? []),
      ...notes.map(({ text, at: place }) => ({ text, at: moved(place) })),
    ];
  const fresh = notes.map((_note, index) => noteId((drawing.notes?.length ?? 0) + index));
  return { drawing: result, added: [...added, ...fresh] };
}
