import { wrong } from './expression-error.ts';

/** A piece of a template: text as it is, or the source of a formula and where it starts. */
export type Piece = { kind: 'text'; text: string } | { kind: 'formula'; source: string; offset: number };

/** Cuts a template at its `{{ … }}`. Strings, braces and comments inside a formula do not end it. */
export function scanTemplate(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  while (from < text.length) {
    const open = text.indexOf('{{', from);
    if (open === -1) {
      pieces.push({ kind: 'text', text: text.slice(from) });
      break;
    }
    if (open > from) pieces.push({ kind: 'text', text: text.slice(from, open) });
    const close = findClose(text, open + 2);
    if (close === -1) {
      throw wrong(
        'A formula that opens with {{ is never closed.',
        'Put }} after it. To write two braces as text, write {{ "{{" }}.',
        open,
      );
    }
    pieces.push({ kind: 'formula', source: text.slice(open + 2, close), offset: open + 2 });
    from = close + 2;
  }
  return pieces;
}

/** Where the `}}` that belongs to a formula stands, or -1. */
function findClose(text: string, start: number): number {
  let depth = 0;
  let i = start;
  while (i < text.length) {
    const char = text.charAt(i);
    if (char === '"' || char === "'") {
      const after = skipString(text, i);
      // A text that is never closed hides where the formula ends: up to the next }}, so that the grammar says so.
      if (after === -1) return text.indexOf('}}', i);
      i = after;
      continue;
    }
    if (char === '/' && text.charAt(i + 1) === '/') {
      const end = text.indexOf('\n', i);
      if (end === -1) return -1;
      i = end;
    } else if (char === '{') {
      depth++;
    } else if (char === '}') {
      if (depth > 0) depth--;
      else if (text.charAt(i + 1) === '}') return i;
    }
    i++;
  }
  return -1;
}

/** The place after a string, or -1 where the grammar calls it unclosed. */
function skipString(text: string, start: number): number {
  const quote = text.charAt(start);
  const isTriple = text.startsWith(quote.repeat(3), start);
  const end = isTriple ? quote.repeat(3) : quote;
  let i = start + end.length;
  while (i < text.length) {
    const char = text.charAt(i);
    if (!isTriple && (char === '\n' || char === '\r')) return -1;
    if (char === '\\') i += 2;
    else if (text.startsWith(end, i)) return i + end.length;
    else i++;
  }
  return -1;
}
