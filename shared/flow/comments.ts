import { CST, Lexer, isMap, isScalar, isSeq } from 'yaml';
import type { Node } from 'yaml';

import type { Json } from '../json.ts';
import type { YamlText } from './read-yaml.ts';

/** Comments of one key or list entry and of what is under it; `value` tells moved list entries apart. */
export type Comments = {
  before: string[];
  trailing: string | null;
  after: string[];
  under: Map<string | number, Comments>;
  value: Json | undefined;
};

/** The whole file's: `tail` stands after everything. */
export type FileComments = { root: Comments; tail: string[] };

const empty = (value: Json | undefined): Comments => ({
  before: [],
  trailing: null,
  after: [],
  under: new Map(),
  value,
});

export function hasComments(comments: Comments | undefined): boolean {
  if (comments === undefined) return false;
  return (
    comments.before.length > 0 ||
    comments.after.length > 0 ||
    comments.trailing !== null ||
    hasInner(comments)
  );
}

/** Whether anything under it is commented: then it cannot stand on one line. */
export function hasInner(comments: Comments | undefined): boolean {
  return comments !== undefined && [...comments.under.values()].some(hasComments);
}

/** A key or list entry where it stands in the text. */
type Mark = { comments: Comments; offset: number; column: number; parent: Mark | null; flowEnd: number };

type Found = { text: string; offset: number; column: number; ownLine: boolean };

function findComments(text: string): Found[] {
  const found: Found[] = [];
  let offset = 0;
  let lineStart = 0;
  let scalar = false;
  for (const token of new Lexer().lex(text)) {
    const type: string | null = scalar ? 'content' : CST.tokenType(token);
    scalar = type === 'scalar';
    if (type === 'scalar' || type === 'doc-mode' || type === 'flow-error-end') continue;
    if (type === 'comment') {
      const ownLine = text.slice(lineStart, offset).trim() === '';
      found.push({ text: token.trimEnd(), offset, column: offset - lineStart, ownLine });
    }
    const newline = token.lastIndexOf('\n');
    offset += token.length;
    if (newline >= 0) lineStart = offset - token.length + newline + 1;
  }
  return found;
}

/** Every key and entry in the order of the text. */
function collectMarks(text: string, yaml: YamlText, file: Json): { root: Comments; marks: Mark[] } {
  const root = empty(file);
  const marks: Mark[] = [];
  const columnOf = (offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);

  const add = (
    key: string | number,
    value: Json | undefined,
    offset: number,
    parent: Mark | null,
    into: Comments,
    flowEnd: number,
  ): Mark => {
    const comments = empty(value);
    into.under.set(key, comments);
    const mark = { comments, offset, column: columnOf(offset), parent, flowEnd };
    marks.push(mark);
    return mark;
  };

  const walk = (
    node: Node | null,
    value: Json | undefined,
    parent: Mark | null,
    into: Comments,
    flowEnd: number,
  ): void => {
    if (node === null || (!isMap(node) && !isSeq(node))) return;
    const end = node.flow === true && flowEnd < 0 ? (node.range?.[1] ?? -1) : flowEnd;
    if (isMap(node)) {
      for (const pair of node.items) {
        if (!isScalar(pair.key)) continue;
        const name = typeof pair.key.value === 'string' ? pair.key.value : (pair.key.source ?? '');
        const inner =
          typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined;
        const mark = add(name, inner, pair.key.range?.[0] ?? 0, parent, into, end);
        walk(pair.value as Node | null, inner, mark, mark.comments, end); // a parsed pair's value is a node or null
      }
      return;
    }
    for (const [index, item] of (node.items as (Node | null)[]).entries()) {
      const inner = Array.isArray(value) ? value[index] : undefined;
      let offset = item?.range?.[0] ?? 0;
      if (end < 0) {
        const dash = text.lastIndexOf('-', offset - 1);
        if (dash >= 0 && text.slice(dash + 1, offset).trim() === '') offset = dash;
      }
      const mark = add(index, inner, offset, parent, into, end);
      walk(item, inner, mark, mark.comments, end);
    }
  };
  walk(yaml.document.contents, file, null, root, -1);
  return { root, marks };
}

function ownerByColumn(mark: Mark | null, column: number): Mark | null {
  let owner = mark;
  while (owner !== null && owner.column > column) owner = owner.parent;
  return owner;
}

function attachTrailing(found: Found, marks: readonly Mark[], previous: number): void {
  let mark = marks[previous];
  // After the end of `{…}` the comment belongs to the key that holds it.
  while (mark !== undefined && mark.flowEnd >= 0 && mark.flowEnd <= found.offset && mark.parent !== null)
    mark = mark.parent;
  if (mark === undefined) return;
  if (mark.comments.trailing === null) mark.comments.trailing = found.text;
  else mark.comments.before.push(found.text);
}

/**
 * The comments of a text, each with the key or entry it speaks about: the one on its line, else the next one below;
 * a comment indented deeper than what follows belongs to what is above it.
 */
export function commentsOf(text: string, yaml: YamlText, file: Json): FileComments | null {
  if (!text.includes('#')) return null;
  const found = findComments(text);
  if (found.length === 0) return null;
  const { root, marks } = collectMarks(text, yaml, file);
  const tail: string[] = [];
  let next = 0;
  for (const comment of found) {
    while (next < marks.length && (marks[next]?.offset ?? 0) < comment.offset) next++;
    if (!comment.ownLine && next > 0) {
      attachTrailing(comment, marks, next - 1);
      continue;
    }
    const following = marks[next];
    const owner =
      comment.column > (following?.column ?? 0)
        ? ownerByColumn(marks[next - 1] ?? null, comment.column)
        : null;
    if (owner !== null && owner.flowEnd < 0) owner.comments.after.push(comment.text);
    else (following === undefined ? tail : following.comments.before).push(comment.text);
  }
  return { root, tail };
}
