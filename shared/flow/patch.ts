import type { Json } from '../json.ts';
import { isJsonObject } from '../json.ts';
import type { FileComments } from './comments.ts';
import { commentsOf } from './comments.ts';
import type { Drawing } from './drawing.ts';
import { parseEdge, printEdge } from './edge-text.ts';
import { printWith } from './print.ts';
import { readYaml } from './read-yaml.ts';
import { checkLimits } from './text-limits.ts';
import { parseFlow } from './text.ts';

function commentsIn(text: string): FileComments | null {
  if (!text.includes('#') || checkLimits(text) !== null) return null;
  const plain = text.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '');
  const read = readYaml(plain);
  return read.ok ? commentsOf(plain, read.yaml, withPlainEdges(read.value)) : null;
}

/** Edges as they are printed, so that a comment finds its edge again. */
function withPlainEdges(file: Json): Json {
  if (!isJsonObject(file) || !Array.isArray(file['edges'])) return file;
  const edges = file['edges'].map((line) => {
    const edge = typeof line === 'string' ? parseEdge(line) : null;
    return edge === null ? line : printEdge(edge);
  });
  return { ...file, edges };
}

/**
 * The draft's text after an edit: the drawing printed canonically, with the comments of the old text at the keys and
 * entries they spoke about. A comment goes with what it is about, also when that is removed.
 */
export function patchFlow(text: string, drawing: Drawing): string {
  return patcherOf(text)(drawing);
}

/** The same for many drawings of one text: its comments are looked up once, which takes longer than printing. */
export function patcherOf(text: string): (drawing: Drawing) => string {
  const comments = commentsIn(text);
  return (drawing) => printWith(drawing, comments);
}

/** The same flow in canonical form, comments kept; a text that is no flow comes back as it is. */
export function canonicalText(text: string): string {
  const parsed = parseFlow(text);
  return parsed.ok ? patchFlow(text, parsed.drawing) : text;
}
