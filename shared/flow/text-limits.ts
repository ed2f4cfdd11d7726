import type { Json } from '../json.ts';
import { isJsonObject } from '../json.ts';
import type { Problem } from './problem.ts';

export const maxBytes = 1024 * 1024;
export const maxNodes = 2000;
export const maxNesting = 64;
export const maxAliases = 100;
/** Keys and list entries of one file: more would keep the reader busy for seconds. */
export const maxValues = 50_000;

/** What the quick look refuses; the reader counts exactly afterwards. A few false levels do no harm this way. */
const hopelessNesting = 3 * maxNesting;

export function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}

const refusal = (code: string, message: string, fix: string, line?: number): Problem => ({
  code,
  severity: 'error',
  message,
  fix,
  ...(line === undefined ? {} : { line, column: 1 }),
});

export const tooManyNodes = (): Problem =>
  refusal('too_many_nodes', 'The file has over 2,000 nodes.', 'Split the flow into smaller ones.');

export const tooDeep = (line?: number): Problem =>
  refusal('too_deep', 'The file is nested over 64 levels deep.', 'Make the values flatter.', line);

const tooManyValues = (): Problem =>
  refusal(
    'too_many_values',
    'The file has over 50,000 values.',
    'Shorten the samples, or keep large data outside the flow.',
  );

/** Neither YAML nor JSON knows them unescaped: they come from a broken copy, and a person would never see them. */
function isUnseen(code: number): boolean {
  if (code < 0x20) return code !== 0x09 && code !== 0x0a && code !== 0x0d;
  return code === 0x7f || code === 0xfffe || code === 0xffff;
}

export function checkCharacters(text: string): Problem | null {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isUnseen(code)) continue;
    const before = text.slice(0, at).split(/\r\n|\r|\n/);
    return {
      code: 'malformed_yaml',
      severity: 'error',
      message: `The file holds a character that cannot be seen (U+${code.toString(16).toUpperCase().padStart(4, '0')}).`,
      fix: 'Remove it, or save the file as UTF-8 text again.',
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    };
  }
  return null;
}

type Flow = { depth: number; deepest: number; commas: number; quote: string };

/** Reads one line of `[…]` or `{…}` from `start`; stops where the brackets are balanced. */
function scanFlow(line: string, start: number, flow: Flow): void {
  let fresh = true;
  for (let i = start; i < line.length; i++) {
    const char = line[i] ?? '';
    if (flow.quote !== '') {
      if (char === '\\' && flow.quote === '"') i++;
      else if (char === flow.quote) flow.quote = '';
      continue;
    }
    if (char === ' ' || char === '\t') continue;
    if (char === '#' && /\s/.test(line[i - 1] ?? ' ')) return;
    if ((char === '"' || char === "'") && fresh) flow.quote = char;
    fresh = '[{,:'.includes(char);
    if (char === '[' || char === '{') flow.deepest = Math.max(flow.deepest, ++flow.depth);
    else if (char === ',') flow.commas++;
    else if ((char === ']' || char === '}') && --flow.depth <= 0) {
      flow.depth = 0;
      return;
    }
  }
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
const blockHeader = /(?:^|[\s:-])[|>][-+0-9]{0,2}\s*(?:\s#.*)?$/;
const quotedKey = /^(?:"(?:[^"\\]|\\.)*"|'[^']*')\s*:\s+/;

/** What stands after `key: `; the whole where there is no key. */
function valueOf(line: string): string {
  if (line.startsWith('"') || line.startsWith("'")) return line.slice(quotedKey.exec(line)?.[0].length ?? 0);
  if (line.startsWith('[') || line.startsWith('{')) return line;
  const colon = line.indexOf(': ');
  return colon < 0 ? '' : line.slice(colon + 2).trimStart();
}

/**
 * A look over the lines before any parser runs: too large, conflicted, too deep or too many are told here at the cost
 * of reading once. It may miss odd forms, which the reader then counts exactly; it never refuses a sound file.
 */
export function checkLimits(text: string): Problem | null {
  if (text.length > maxBytes || (text.length > maxBytes / 4 && utf8Length(text) > maxBytes)) {
    return refusal('too_large', 'The file is over 1 MiB.', 'Keep large texts outside the flow, or split it.');
  }
  const lines = text.split(/\r\n|\r|\n/);
  const conflict = lines.findIndex((line) => /^(?:<{7}|>{7}|\|{7})(?:\s|$)/.test(line));
  if (conflict >= 0) {
    return refusal(
      'conflict_markers',
      'The file holds an unresolved merge conflict.',
      'Choose one side between <<<<<<< and >>>>>>>, and remove the marks.',
      conflict + 1,
    );
  }
  return scanLines(lines) ?? countJson(text);
}

/** JSON’s own parser counts nodes far sooner than YAML’s could; what it cannot read is left to the reader. */
function countJson(text: string): Problem | null {
  if (!/^\s*\{/.test(text)) return null;
  try {
    const file = JSON.parse(text) as Json; // JSON.parse gives JSON
    const nodes = isJsonObject(file) ? file['nodes'] : null;
    return isJsonObject(nodes ?? null) && Object.keys(nodes ?? {}).length > maxNodes ? tooManyNodes() : null;
  } catch {
    return null;
  }
}

function scanLines(lines: string[]): Problem | null {
  const flow: Flow = { depth: 0, deepest: 0, commas: 0, quote: '' };
  const indents: number[] = [];
  let scalarUnder = -1;
  let values = 0;
  let nodeIndent: number | null = null;
  let nodes = 0;
  for (const [index, line] of lines.entries()) {
    const rest = line.trimStart();
    if (flow.depth > 0) {
      scanFlow(line, 0, flow);
    } else {
      const indent = indentOf(line);
      if (rest === '' || rest.startsWith('#') || (scalarUnder >= 0 && indent > scalarUnder)) continue;
      scalarUnder = blockHeader.test(line) ? indent : -1;
      values++;
      while (indents.length > 0 && (indents.at(-1) ?? 0) >= indent) indents.pop();
      indents.push(indent);
      if (indent === 0) nodeIndent = /^nodes:\s*(?:#.*)?$/.test(line) ? -1 : null;
      else if (nodeIndent === -1) nodeIndent = indent;
      if (nodeIndent !== null && indent > 0 && indent === nodeIndent && ++nodes > maxNodes)
        return tooManyNodes();
      const dashes = /^(?:[-?]\s+)*/.exec(rest)?.[0] ?? '';
      const value = valueOf(rest.slice(dashes.length));
      const depth = indents.length + dashes.replaceAll(/\s/g, '').length;
      if (depth > hopelessNesting) return tooDeep(index + 1);
      if (value.startsWith('[') || value.startsWith('{')) scanFlow(line, line.length - value.length, flow);
    }
    if (flow.deepest > hopelessNesting) return tooDeep(index + 1);
    if (values + flow.commas > maxValues) return tooManyValues();
  }
  return null;
}
