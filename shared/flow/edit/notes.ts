import type { Drawing } from '../drawing.ts';
import type { Point } from './add-node.ts';

type Notes = NonNullable<Drawing['notes']>;

/** How a note is named in a selection: by its place in the list. */
export const noteId = (index: number): string => `note:${index}`;

export function noteIndex(id: string): number | null {
  const match = /^note:(\d+)$/.exec(id);
  return match === null ? null : Number(match[1]);
}

function withNotes(drawing: Drawing, notes: Notes): Drawing {
  const { notes: _old, ...rest } = drawing;
  return notes.length === 0 ? rest : { ...rest, notes };
}

export function addNote(drawing: Drawing, text: string, [x, y]: Point): Drawing {
  return withNotes(drawing, [...(drawing.notes ?? []), { text, at: [Math.round(x), Math.round(y)] }]);
}

export function editNote(drawing: Drawing, index: number, text: string): Drawing {
  const notes = drawing.notes ?? [];
  if (notes[index] === undefined || notes[index].text === text) return drawing;
  return withNotes(
    drawing,
    notes.map((note, at) => (at === index ? { ...note, text } : note)),
  );
}

export function moveNotes(drawing: Drawing, places: Readonly<Record<number, Point>>): Drawing {
  const notes = drawing.notes ?? [];
  const moved = notes.map((note, index) => {
    const place = places[index];
    if (place === undefined) return note;
    const at: Point = [Math.round(place[0]), Math.round(place[1])];
    return at[0] === note.at[0] && at[1] === note.at[1] ? note : { ...note, at };
  });
  return moved.every((note, index) => note === notes[index]) ? drawing : withNotes(drawing, moved);
}

export function removeNotes(drawing: Drawing, gone: readonly number[]): Drawing {
  const notes = drawing.notes ?? [];
  const kept = notes.filter((_note, index) => !gone.includes(index));
  return kept.length === notes.length ? drawing : withNotes(drawing, kept);
}
