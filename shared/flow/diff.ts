import type { Json, JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { checkConfig } from '../steps/check-config.ts';
import { kindOf } from '../steps/index.ts';
import { labelOf } from '../steps/label.ts';
import { changeWords, fieldWords, stepName, wayWords } from './diff-words.ts';
import type { Drawing, DrawingNode, Edge } from './drawing.ts';
import { printEdge } from './edge-text.ts';
import { loosens, unguarded } from './weakened.ts';

/** What a change is about, the weightiest first: the list of changes is sorted by it. */
export const changeAreas = [
  'gate',
  'effect',
  'connection',
  'input',
  'step',
  'wire',
  'settings',
  'text',
  'layout',
] as const;
export type ChangeArea = (typeof changeAreas)[number];

/** One difference: as data for marks on the canvas, and as a sentence. `field` is the path in the node or the file. */
export type Change = {
  area: ChangeArea;
  node?: string;
  field?: string;
  before?: Json;
  after?: Json;
  words: string;
  /** Less is asked of people than before: an approval is gone, asks less, or is gone around. */
  weakens?: true;
};

/** Key order carries no meaning inside a value. */
function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((entry, i) => same(entry, b[i]));
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
  );
}

const sides = (before: Json | undefined, after: Json | undefined): Pick<Change, 'before' | 'after'> => ({
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

/** Leaves that differ; two levels down a value is compared as one. */
function leaves(
  before: JsonObject,
  after: JsonObject,
  path: string,
  depth: number,
): [string, Json | undefined, Json | undefined][] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key): [string, Json | undefined, Json | undefined][] => {
    const [old, fresh] = [before[key], after[key]];
    if (same(old, fresh)) return [];
    const here = `${path}.${key}`;
    return depth > 0 && isJsonObject(old) && isJsonObject(fresh)
      ? leaves(old, fresh, here, depth - 1)
      : [[here, old, fresh]];
  });
}

/** With defaults where it is sound: writing a default out changes nothing. */
function configOf(node: DrawingNode): JsonObject {
  const kind = kindOf(node.kind);
  const checked = kind === undefined ? null : checkConfig(kind, node.config ?? {});
  return checked?.ok === true ? checked.config : (node.config ?? {});
}

function areaOf(node: DrawingNode | undefined): 'gate' | 'effect' | 'step' {
  const kind = node === undefined ? undefined : kindOf(node.kind);
  if (node === undefined || kind === undefined) return 'step';
  if (kind.execution === 'approval') return 'gate';
  const checked = checkConfig(kind, node.config ?? {});
  const effect =
    node.effect ??
    (checked.ok ? kind.effect(checked.config) : kind.execution === 'effect' ? 'write' : 'none');
  return effect === 'write' ? 'effect' : 'step';
}

const weightier = <Area extends ChangeArea>(a: Area, b: Area): Area =>
  changeAreas.indexOf(a) <= changeAreas.indexOf(b) ? a : b;

const noun = (area: ChangeArea): string => (area === 'gate' ? 'Approval' : 'Step');

function describe(node: DrawingNode): string {
  const kind = kindOf(node.kind);
  const checked = kind === undefined ? null : checkConfig(kind, node.config ?? {});
  return kind !== undefined && checked?.ok === true ? ` (${kind.describe(checked.config)})` : '';
}

function diffNode(drawing: Drawing, id: string, before: DrawingNode, after: DrawingNode): Change[] {
  const area = weightier(areaOf(before), areaOf(after));
  const name = stepName(drawing, id);
  const changes: Change[] = [];
  if ((before.name ?? '') !== (after.name ?? '')) {
    const words = `Step ‘${before.name ?? labelOf(id)}’ is now called ‘${name}’`;
    changes.push({ area: 'text', node: id, field: 'name', ...sides(before.name, after.name), words });
  }
  if (before.note !== after.note) {
    changes.push({
      area: 'text',
      node: id,
      field: 'note',
      ...sides(before.note, after.note),
      words: `Note on ‘${name}’: changed`,
    });
  }
  const plain = (['kind', 'retry', 'timeout', 'visits', 'effect'] as const)
    .filter((key) => !same(before[key] as Json | undefined, after[key] as Json | undefined)) // all of them JSON
    .map((key): [string, Json | undefined, Json | undefined] => [key, before[key], after[key]]);
  const config = before.kind === after.kind ? leaves(configOf(before), configOf(after), 'config', 1) : [];
  const settings = areaOf(before) === 'gate' ? configOf(after) : null;
  for (const [field, old, fresh] of [...plain, ...config]) {
    const words = changeWords(fieldWords(name, areaOf(after) === 'gate', field), old, fresh, field);
    const weakens = settings !== null && loosens(field, old, fresh, settings);
    changes.push({ area, node: id, field, ...sides(old, fresh), words, ...(weakens ? { weakens } : {}) });
  }
  return changes;
}

function diffNodes(before: Drawing, after: Drawing): Change[] {
  const changes: Change[] = [];
  for (const [id, node] of Object.entries(before.nodes)) {
    if (Object.hasOwn(after.nodes, id)) continue;
    const area = areaOf(node);
    changes.push({
      area,
      node: id,
      words: `${noun(area)} ‘${stepName(before, id)}’ removed${describe(node)}`,
      ...(area === 'gate' ? { weakens: true } : {}),
    });
  }
  for (const [id, node] of Object.entries(after.nodes)) {
    const old = Object.hasOwn(before.nodes, id) ? before.nodes[id] : undefined;
    if (old !== undefined) changes.push(...diffNode(after, id, old, node));
    else {
      const area = areaOf(node);
      changes.push({
        area,
        node: id,
        words: `${noun(area)} ‘${stepName(after, id)}’ added${describe(node)}`,
      });
    }
  }
  const kept = (one: Drawing, other: Drawing): string[] =>
    Object.keys(one.nodes).filter((id) => Object.hasOwn(other.nodes, id));
  const [old, fresh] = [kept(before, after), kept(after, before)];
  if (!same(old, fresh))
    changes.push({
      area: 'step',
      field: 'nodes',
      before: old,
      after: fresh,
      words: 'The order of the steps changed',
    });
  return changes;
}

/** Named by themselves: which wires or approvals did it stands in other sentences. */
function diffGuards(before: Drawing, after: Drawing): Change[] {
  return unguarded(before, after).map((node) => ({
    area: 'gate',
    node,
    field: 'edges',
    words: `‘${stepName(after, node)}’ changes something outside, and nobody has to agree to it any more`,
    weakens: true,
  }));
}

/** A way out of an approval says what a decision does; a way into a step that writes may go around one. */
function areaOfEdge(drawing: Drawing, edge: Edge): ChangeArea {
  if (areaOf(drawing.nodes[edge.from]) === 'gate') return 'gate';
  return areaOf(drawing.nodes[edge.to]) === 'effect' ? 'effect' : 'wire';
}

function diffEdges(before: Drawing, after: Drawing): Change[] {
  const lines = (drawing: Drawing): Map<string, Edge> =>
    new Map(drawing.edges.map((edge) => [printEdge(edge), edge]));
  const [old, fresh] = [lines(before), lines(after)];
  const gone = [...old].filter(([line]) => !fresh.has(line));
  const added = [...fresh].filter(([line]) => !old.has(line));
  const changes = [
    ...gone.map(([line, edge]): Change => ({
      area: areaOfEdge(before, edge),
      node: edge.from,
      field: 'edges',
      before: line,
      words: `No longer ${wayWords(before, edge)}`,
    })),
    ...added.map(([line, edge]): Change => ({
      area: areaOfEdge(after, edge),
      node: edge.from,
      field: 'edges',
      after: line,
      words: `New ${wayWords(after, edge)}`,
    })),
  ];
  const order = (drawing: Drawing): string[] => drawing.edges.map(printEdge);
  if (changes.length === 0 && !same(order(before), order(after))) {
    changes.push({ area: 'wire', field: 'edges', words: 'The order of the ways between steps changed' });
  }
  return changes;
}

type Section = { area: ChangeArea; key: 'inputs' | 'connections'; noun: string };

function diffSection(before: Drawing, after: Drawing, { area, key, noun }: Section): Change[] {
  const [old, fresh] = [before[key] ?? {}, after[key] ?? {}] as [JsonObject, JsonObject]; // both sections are JSON
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].filter(
    (name) => !same(old[name], fresh[name]),
  );
  return names.map((name) => {
    const what = Object.hasOwn(old, name) ? (Object.hasOwn(fresh, name) ? 'changed' : 'removed') : 'added';
    return {
      area,
      field: `${key}.${name}`,
      ...sides(old[name], fresh[name]),
      words: `${noun} ‘${name}’ ${what}`,
    };
  });
}

function diffWhole(before: Drawing, after: Drawing): Change[] {
  const texts: [keyof Drawing, ChangeArea, string][] = [
    ['id', 'settings', 'The flow’s id'],
    ['name', 'text', 'The flow’s name'],
    ['description', 'text', 'The flow’s description'],
    ['labels', 'text', 'The flow’s labels'],
  ];
  const changes = texts
    .filter(([key]) => !same(before[key] as Json | undefined, after[key] as Json | undefined)) // all of them JSON
    .map(([key, area, what]): Change => {
      const [old, fresh] = [before[key] as Json | undefined, after[key] as Json | undefined]; // as above
      return { area, field: key, ...sides(old, fresh), words: changeWords(what, old, fresh) };
    });
  for (const [field, old, fresh] of leaves(
    (before.settings ?? {}) as JsonObject,
    (after.settings ?? {}) as JsonObject,
    'settings',
    0,
  )) {
    const what = field === 'settings.overlap' ? 'What happens when runs overlap' : 'How long runs are kept';
    changes.push({ area: 'settings', field, ...sides(old, fresh), words: changeWords(what, old, fresh) });
  }
  if (!same(before.notes, after.notes))
    changes.push({ area: 'text', field: 'notes', words: 'Notes on the canvas changed' });
  if (!same(before.groups, after.groups))
    changes.push({ area: 'text', field: 'groups', words: 'Groups on the canvas changed' });
  if (!same(before.samples, after.samples))
    changes.push({ area: 'text', field: 'samples', words: 'Example values changed' });
  const [old, fresh] = [before.layout ?? {}, after.layout ?? {}];
  const moved = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].filter(
    (id) => !same(old[id], fresh[id]),
  );
  const steps = moved.length === 1 ? '1 step moved' : `${moved.length} steps moved`;
  if (moved.length > 0) changes.push({ area: 'layout', field: 'layout', words: steps });
  return changes;
}

const nothing = (id: string): Drawing => ({ countersign: 1, id, nodes: {}, edges: [] });

/**
 * What changed between two drawings, gates first (what weakens one before all), then what touches the outside world. `before` null: all of it is
 * new. Defaults that were only written out and key order are no changes.
 */
export function diffFlows(before: Drawing | null, after: Drawing): Change[] {
  const from = before ?? nothing(after.id);
  const changes = [
    ...diffNodes(from, after),
    ...diffGuards(from, after),
    ...diffEdges(from, after),
    ...diffSection(from, after, { area: 'connection', key: 'connections', noun: 'Connection' }),
    ...diffSection(from, after, { area: 'input', key: 'inputs', noun: 'Input' }),
    ...diffWhole(from, after),
  ];
  const rank = ({ area, weakens }: Change): number => changeAreas.indexOf(area) - (weakens ? 0.5 : 0);
  return changes.toSorted((a, b) => rank(a) - rank(b));
}
