import { sizesOf } from '../../renderer/canvas/face.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { addNode } from '../../shared/flow/edit/add-node.ts';
import { alignNodes, type Alignment } from '../../shared/flow/edit/align-nodes.ts';
import { autoLayout } from '../../shared/flow/edit/auto-layout.ts';
import { copyYaml, paste, readCopied } from '../../shared/flow/edit/clipboard.ts';
import { connect, disconnect, reconnect } from '../../shared/flow/edit/connect.ts';
import { renamePlace } from '../../shared/flow/edit/connection-places.ts';
import { groupNodes, renameGroup, ungroup } from '../../shared/flow/edit/groups.ts';
import { removeAndMend } from '../../shared/flow/edit/mend.ts';
import { moveNodes } from '../../shared/flow/edit/move-nodes.ts';
import { addNote, editNote, moveNotes, noteId, removeNotes } from '../../shared/flow/edit/notes.ts';
import { placeAll } from '../../shared/flow/edit/places.ts';
import { printFlow } from '../../shared/flow/print.ts';
import { parseFlow } from '../../shared/flow/text.ts';
import { removeNodes } from '../../shared/flow/edit/remove-nodes.ts';
import { renameInput } from '../../shared/flow/edit/rename-field.ts';
import { renameNode } from '../../shared/flow/edit/rename-node.ts';
import { renamePort } from '../../shared/flow/edit/rename-port.ts';
import type { JsonPath } from '../../shared/flow/edit/set-at.ts';
import { setConfig } from '../../shared/flow/edit/set-config.ts';
import { setFlow, setSetting } from '../../shared/flow/edit/set-flow.ts';
import { setNode } from '../../shared/flow/edit/set-node.ts';
import { setSample } from '../../shared/flow/edit/set-sample.ts';
import type { Json } from '../../shared/json.ts';
import { stepKinds } from '../../shared/steps/index.ts';
import { portsOf } from '../../shared/steps/ports.ts';

/** One edit as the designer makes it, chosen by two numbers; it may change nothing. */
type RandomEdit = (drawing: Drawing, a: number, b: number) => Drawing;

const mostSteps = 40;

function at<Item>(list: readonly Item[], index: number, otherwise: Item): Item {
  return list[index % Math.max(list.length, 1)] ?? otherwise;
}

const step = (drawing: Drawing, index: number): string => at(Object.keys(drawing.nodes), index, 'nobody');
const keyOf = (map: object | undefined, index: number): string => at(Object.keys(map ?? {}), index, 'none');

function portOf(drawing: Drawing, name: string, index: number): string {
  const node = drawing.nodes[name];
  return node === undefined ? 'done' : at(portsOf(node.kind, node.config ?? {}).ports, index, 'done');
}

/** Texts that YAML would read as something else, or that need more than one line. */
const texts: readonly string[] = [
  'Calm words',
  'yes',
  '1.0',
  '# not a comment',
  'a: b',
  'two\nlines\n',
  '  leading',
  'Quote “this” and {{ run.id }}',
  '~',
  '2026-12-24',
  '',
  '- dash',
  'tab\tand trailing ',
  'ünïcode 🙂',
];
const text = (index: number): string => at(texts, index, '');
const values: readonly Json[] = [...texts, 0, -1.5, true, null, [], {}, [1, 'a', { b: [] }], { 'a b': 'x' }];

/** As a form sets it: only what the file may hold, so the kind's own keys and values of their type. */
function setAsForm(drawing: Drawing, name: string, path: JsonPath, value: Json | undefined): Drawing {
  const after = setConfig(drawing, name, path, value);
  const node = after.nodes[name];
  if (node === undefined) return drawing;
  const alone = printFlow({ countersign: 1, id: 'alone', nodes: { [name]: node }, edges: [] });
  return parseFlow(alone).ok ? after : drawing;
}

const alignments: readonly Alignment[] = ['left', 'right', 'top', 'bottom', 'column', 'row'];

export const randomEdits: Record<string, RandomEdit> = {
  add: (drawing, a, b) => {
    if (Object.keys(drawing.nodes).length >= mostSteps) return drawing;
    const from = step(drawing, b);
    const place = a % 2 === 0 ? 'beside' : 'between';
    const after = { from, port: portOf(drawing, from, a), place } as const;
    return addNode(drawing, { kind: at(stepKinds, a, stepKinds[0]).kind, at: [a, b], after }).drawing;
  },
  remove: (drawing, a, b) =>
    Object.keys(drawing.nodes).length < 4 ? drawing : removeNodes(drawing, [step(drawing, a * b)]),
  'remove and close the gap': (drawing, a) =>
    Object.keys(drawing.nodes).length < 4 ? drawing : removeAndMend(drawing, [step(drawing, a)]).drawing,
  move: (drawing, a, b) =>
    moveNodes(drawing, { [step(drawing, a)]: [a, b], [step(drawing, b)]: [b / 3, -a] }),
  connect: (drawing, a, b) => {
    const from = step(drawing, a);
    return connect(drawing, { from, port: portOf(drawing, from, b), to: step(drawing, b) });
  },
  disconnect: (drawing, a) => disconnect(drawing, drawing.edges.slice(a % 7, (a % 7) + 1)),
  reconnect: (drawing, a, b) => {
    const edge = drawing.edges[a % Math.max(drawing.edges.length, 1)];
    return edge === undefined ? drawing : reconnect(drawing, edge, { ...edge, to: step(drawing, b) });
  },
  'rename the technical name': (drawing, a, b) => renameNode(drawing, step(drawing, a), `renamed_${b}`),
  'rename a step': (drawing, a, b) => setNode(drawing, step(drawing, a), { name: text(b) }),
  'take a name away': (drawing, a) => setNode(drawing, step(drawing, a), { name: undefined }),
  'write on a step': (drawing, a, b) => setNode(drawing, step(drawing, a), { note: text(b) }),
  'set config': (drawing, a, b) => {
    const name = step(drawing, a);
    const keys = Object.keys(drawing.nodes[name]?.config ?? {});
    return setAsForm(drawing, name, [at(keys, b, 'title')], at(values, a + b, ''));
  },
  'unset config': (drawing, a, b) => {
    const name = step(drawing, a);
    return setAsForm(drawing, name, [keyOf(drawing.nodes[name]?.config, b)], undefined);
  },
  'set inside config': (drawing, a, b) => {
    const name = step(drawing, a);
    return setAsForm(drawing, name, ['body', `field ${b % 5}`], at(values, a, ''));
  },
  'keep an example': (drawing, a, b) => setSample(drawing, step(drawing, a), at(values, b, '')),
  'drop an example': (drawing, a) => setSample(drawing, keyOf(drawing.samples, a), undefined),
  duplicate: (drawing, a, b) => {
    const placed = placeAll(drawing, sizesOf(drawing));
    return pasted(placed, copyYaml(placed, [step(drawing, a), step(drawing, b), noteId(a % 4)]));
  },
  'paste elsewhere': (drawing, a, b) => pasted(drawing, copyYaml(drawing, [step(drawing, a)]), [b, -a]),
  'add a note': (drawing, a, b) => addNote(drawing, text(a), [a, b]),
  'write a note': (drawing, a, b) => editNote(drawing, a % 5, text(b)),
  'move notes': (drawing, a, b) => moveNotes(drawing, { [a % 5]: [b, a], [b % 5]: [-a, b / 7] }),
  'remove a note': (drawing, a) => removeNotes(drawing, [a % 5]),
  align: (drawing, a, b) =>
    alignNodes(
      drawing,
      [step(drawing, a), step(drawing, b), step(drawing, a + b)],
      at(alignments, a, 'left'),
      sizesOf(drawing),
    ),
  arrange: (drawing) => autoLayout(drawing, sizesOf(drawing)),
  'arrange some': (drawing, a, b) =>
    autoLayout(drawing, sizesOf(drawing), [step(drawing, a), step(drawing, b), step(drawing, a + 1)]),
  group: (drawing, a, b) => groupNodes(drawing, [step(drawing, a), step(drawing, b)], `Group ${b}`),
  'rename a group': (drawing, a, b) => renameGroup(drawing, a % 3, `Group ${b}`),
  ungroup: (drawing, a) => ungroup(drawing, [a % 3]),
  'rename an input': (drawing, a, b) => renameInput(drawing, keyOf(drawing.inputs, a), `input_${b}`),
  'rename a connection': (drawing, a, b) => renamePlace(drawing, keyOf(drawing.connections, a), `place-${b}`),
  'rename a way out': (drawing, a, b) => {
    const name = step(drawing, a);
    return renamePort(drawing, name, portOf(drawing, name, b), `way_${b}`);
  },
  'rename the flow': (drawing, a) => setFlow(drawing, { name: text(a) }),
  'describe the flow': (drawing, a) => setFlow(drawing, { description: a % 3 === 0 ? undefined : text(a) }),
  'keep runs': (drawing, a) => setSetting(drawing, 'retention', a % 2 === 0 ? undefined : `${a + 1}d`),
};

function pasted(drawing: Drawing, copied: string | null, place?: [number, number]): Drawing {
  const steps = copied === null ? null : readCopied(copied);
  if (steps === null || Object.keys(drawing.nodes).length >= mostSteps) return drawing;
  return paste(drawing, steps, place).drawing;
}
