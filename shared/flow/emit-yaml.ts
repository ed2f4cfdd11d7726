import type { Json, JsonObject } from '../json.ts';
import { hasInner } from './comments.ts';
import type { Comments } from './comments.ts';
import { followEntries, followKeys } from './follow-comments.ts';
import { isBlockText, printBlock, printScalar, printText } from './scalar-text.ts';

const widest = 100;

type Scalar = Exclude<Json, object> | null;

const isScalar = (value: Json): value is Scalar => typeof value !== 'object' || value === null;
const isOneLine = (value: Json): value is Scalar =>
  isScalar(value) && !(typeof value === 'string' && isBlockText(value));

/** How wide a reader sees it: characters, not UTF-16 units. */
const widthOf = (line: string): number => (line.length <= widest ? line.length : Array.from(line).length);

function printFlow(value: JsonObject | Json[]): string | null {
  if (Array.isArray(value)) {
    return value.every(isOneLine) ? `[${value.map((entry) => printScalar(entry, true)).join(', ')}]` : null;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const parts: string[] = [];
  for (const [key, entry] of entries) {
    if (!isOneLine(entry)) return null;
    parts.push(`${printText(key, true)}: ${printScalar(entry, true)}`);
  }
  return `{ ${parts.join(', ')} }`;
}

export type EmitOptions = {
  /** Maps and lists whose entries stand one on a line, however short. */
  oneEachLine: (value: Json) => boolean;
};

/** YAML lines in the one canonical form: FLOW-FORMAT “Text”. */
export function emitYaml(file: JsonObject, comments: Comments | undefined, options: EmitOptions): string[] {
  const lines: string[] = [];

  const emitEntries = (value: JsonObject | Json[], indent: number, notes: Comments | undefined): void => {
    if (Array.isArray(value)) {
      const followed = followEntries(notes, value);
      for (const [index, entry] of value.entries()) emitItem(entry, indent, followed[index]);
      return;
    }
    const followed = followKeys(notes, Object.keys(value));
    for (const [key, entry] of Object.entries(value))
      emitEntry(`${printText(key, false)}:`, entry, indent, followed.get(key));
  };

  const commentLines = (texts: readonly string[], pad: string): void => {
    for (const text of texts) lines.push(pad + text);
  };

  /** `key:` or `-` with its value. */
  const emitEntry = (head: string, value: Json, indent: number, notes: Comments | undefined): void => {
    const pad = ' '.repeat(indent);
    const trailing = notes?.trailing === null || notes === undefined ? '' : ` ${notes.trailing}`;
    commentLines(notes?.before ?? [], pad);
    emitValue(`${pad}${head}`, value, indent, trailing, notes);
    commentLines(notes?.after ?? [], pad);
  };

  const emitValue = (
    start: string,
    value: Json,
    indent: number,
    trailing: string,
    notes: Comments | undefined,
  ): void => {
    if (typeof value === 'string' && isBlockText(value)) {
      const block = printBlock(value);
      const pad = ' '.repeat(indent + 2);
      lines.push(
        `${start} ${block.header}${trailing}`,
        ...block.lines.map((line) => (line === '' ? '' : pad + line)),
      );
      return;
    }
    if (isScalar(value)) {
      lines.push(`${start} ${printScalar(value, false)}${trailing}`);
      return;
    }
    const empty = Object.keys(value).length === 0;
    const flow = (options.oneEachLine(value) && !empty) || hasInner(notes) ? null : printFlow(value);
    if (flow !== null && (empty || widthOf(`${start} ${flow}`) <= widest)) {
      lines.push(`${start} ${flow}${trailing}`);
      return;
    }
    if (empty) {
      lines.push(`${start} ${Array.isArray(value) ? '[]' : '{}'}${trailing}`);
      return;
    }
    lines.push(`${start}${trailing}`);
    emitEntries(value, indent + 2, notes);
  };

  /** A list entry: a map or list that needs lines of its own begins on the dash's line. */
  const emitItem = (value: Json, indent: number, notes: Comments | undefined): void => {
    const pad = ' '.repeat(indent);
    const flow = isScalar(value) || hasInner(notes) ? null : printFlow(value);
    const compact =
      !isScalar(value) &&
      Object.keys(value).length > 0 &&
      (flow === null || widthOf(`${pad}- ${flow}`) > widest);
    if (!compact) {
      emitEntry('-', value, indent, notes);
      return;
    }
    const before = [
      ...(notes?.before ?? []),
      ...(notes?.trailing === null || notes === undefined ? [] : [notes.trailing]),
    ];
    commentLines(before, pad);
    const from = lines.length;
    emitEntries(value, indent + 2, notes);
    // The first entry's own comments stand above the dash, where there is room for them.
    const inner = ' '.repeat(indent + 2);
    let first = from;
    while (lines[first]?.startsWith(`${inner}#`) === true) {
      lines[first] = pad + (lines[first] ?? '').slice(inner.length);
      first++;
    }
    lines[first] = `${pad}- ${(lines[first] ?? '').slice(inner.length)}`;
    commentLines(notes?.after ?? [], pad);
  };

  emitEntries(file, 0, comments);
  return lines;
}
