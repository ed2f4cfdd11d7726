import { addNode, type Point } from '../../../shared/flow/edit/add-node.ts';
import { copyYaml, paste, readCopied } from '../../../shared/flow/edit/clipboard.ts';
import { disconnect } from '../../../shared/flow/edit/connect.ts';
import { addNote, noteId, noteIndex, removeNotes } from '../../../shared/flow/edit/notes.ts';
import { freePlace, makeRoom, placeAfter, placeAll } from '../../../shared/flow/edit/places.ts';
import { removeAndMend, type Mended } from '../../../shared/flow/edit/mend.ts';
import { parseEdge } from '../../../shared/flow/edge-text.ts';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { kindOf } from '../../../shared/steps/index.ts';
import { sizesOf, stepWidth, waysOf, wiredPorts } from '../../canvas/face.ts';
import { stepName } from '../../steps/step-words.ts';
import type { Chooser } from '../store/view-store.ts';
import type { CommandContext } from './command.ts';

/** Every step stands somewhere before one of them is moved: the others must not jump. */
export const placed = (drawing: Drawing): Drawing => placeAll(drawing, sizesOf(drawing));

export const selectedSteps = ({ editor }: CommandContext): string[] => {
  const { drawing, selection } = editor.getState();
  return selection.filter((id) => Object.hasOwn(drawing.nodes, id));
};

/** The first way out of a step that leads nowhere yet, else its main one; null where nothing can follow. */
export function openWay(drawing: Drawing, from: string): string | null {
  const node = drawing.nodes[from];
  if (node === undefined) return null;
  const wired = (wiredPorts(drawing).get(from) ?? '').split(' ');
  const ways = waysOf(node, '').map(({ port }) => port);
  return ways.find((port) => !wired.includes(port) && port !== 'error') ?? ways[0] ?? null;
}

function room(drawing: Drawing, after: NonNullable<Chooser['after']>): { drawing: Drawing; at: Point } {
  const sizes = sizesOf(drawing);
  const at = placeAfter(drawing, after.from, sizes);
  const next = drawing.edges.find(({ from, port }) => from === after.from && port === after.port);
  const target = next === undefined ? undefined : drawing.layout?.[next.to];
  if (
    after.place === 'beside' ||
    target === undefined ||
    target[0] <= (drawing.layout?.[after.from]?.[0] ?? 0)
  )
    return { drawing, at: freePlace(drawing, at, sizes) };
  const isTight = target[0] < at[0] + stepWidth;
  const made = isTight ? makeRoom(drawing, target[0], stepWidth) : drawing;
  return { drawing: made, at: freePlace(made, [at[0], target[1]], sizes) };
}

/** Adds a step where the chooser says and puts the keyboard on it. */
export function addStep(
  { editor, view }: CommandContext,
  kind: string,
  { at, after }: Omit<Chooser, 'screen'>,
): void {
  const centre = view.camera()?.centre() ?? [0, 0];
  let added: string | null = null;
  const change = (before: Drawing): Drawing => {
    const all = placed(before);
    const isTrigger = kindOf(kind)?.execution === 'trigger';
    const spot =
      after === null || at !== null || isTrigger
        ? {
            drawing: all,
            at: freePlace(all, at ?? [centre[0] - stepWidth / 2, centre[1] - 48], sizesOf(all)),
          }
        : room(all, after);
    const result = addNode(spot.drawing, { kind, at: spot.at, ...(after === null ? {} : { after }) });
    added = result.node;
    return result.drawing;
  };
  const drawing = change(editor.getState().drawing);
  if (added === null) return;
  editor.edit(`Add “${kindOf(kind)?.title ?? kind}”`, () => drawing, { select: [added] });
  view.setState({ wire: null });
  view.camera()?.reveal(added);
  view.camera()?.focus(added);
}

export function removeSelected({ editor, view }: CommandContext): void {
  const { drawing, selection } = editor.getState();
  const edge = parseEdge(view.getState().wire ?? '');
  if (edge !== null) {
    editor.edit('Remove a wire', (before) => disconnect(before, [edge]));
    view.setState({ wire: null });
    return;
  }
  const steps = selection.filter((id) => Object.hasOwn(drawing.nodes, id));
  const notes = selection.map(noteIndex).filter((index) => index !== null);
  const title =
    steps.length === 0 ? 'Remove note' : steps.length === 1 ? 'Remove step' : `Remove ${steps.length} steps`;
  const mended = removeAndMend(drawing, steps);
  editor.edit(title, () => removeNotes(mended.drawing, notes), { select: [] });
  const said = mendedWords(mended);
  if (said !== null) view.say(said);
  view.camera()?.focus(null);
}

function mendedWords({ drawing, mended }: Mended): string | null {
  const [first, ...others] = mended;
  if (first === undefined) return null;
  if (others.length > 0) return `${mended.length} gaps are closed: what came before leads on.`;
  return `“${stepName(drawing, first.from)}” leads to “${stepName(drawing, first.to)}” now.`;
}

export function copiedText({ editor }: CommandContext): string | null {
  const { drawing, selection } = editor.getState();
  return copyYaml(placed(drawing), selection);
}

/** Puts a copied text's steps in; says so where the text is something else. */
export function pasteText({ editor, view }: CommandContext, text: string, at?: Point): void {
  const copied = readCopied(text);
  if (copied === null) return view.say('There are no steps on the clipboard.');
  const before = placed(editor.getState().drawing);
  const { drawing, added } = paste(before, copied, at);
  if (added.length === 0) return view.say('There are no steps on the clipboard.');
  editor.edit(added.length === 1 ? 'Paste a step' : `Paste ${added.length} steps`, () => drawing, {
    select: added,
  });
  const first = added[0];
  if (first !== undefined) view.camera()?.focus(first);
}

export function duplicate(context: CommandContext): void {
  const text = copiedText(context);
  if (text !== null) pasteText(context, text);
}

export function addNoteHere({ editor, view }: CommandContext): void {
  const [x, y] = view.camera()?.centre() ?? [0, 0];
  const index = editor.getState().drawing.notes?.length ?? 0;
  editor.edit('Add note', (before) => addNote(before, '', [x - 100, y - 30]), { select: [noteId(index)] });
  view.setState({ note: index, wire: null });
}
