import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Node } from 'yaml';

import type { Problem } from './problem.ts';
import { checkLimits } from './text-limits.ts';
import { parseYaml } from './read-yaml.ts';
import type { YamlText } from './read-yaml.ts';

type Place = { key: Node | null; value: Node | null };

const keyText = (key: unknown): string | null =>
  isScalar(key) ? (typeof key.value === 'string' ? key.value : (key.source ?? '')) : null;

/** Goes as far down the path as the document has it. A key may itself hold dots: the longest match wins. */
function follow(yaml: YamlText, path: readonly string[]): { place: Place; found: boolean } {
  let place: Place = { key: null, value: yaml.document.contents };
  let at = 0;
  while (at < path.length) {
    const here = isAlias(place.value) ? place.value.resolve(yaml.document) : place.value;
    if (isSeq(here)) {
      const item = here.items[Number(path[at])];
      if (item === undefined) return { place, found: false };
      place = { key: null, value: item as Node | null }; // parsed items are nodes
      at++;
      continue;
    }
    if (!isMap(here)) return { place, found: false };
    let next: Place | null = null;
    let used = 0;
    for (let length = 1; length <= path.length - at; length++) {
      const name = path.slice(at, at + length).join('.');
      const pair = here.items.find((one) => keyText(one.key) === name);
      if (pair === undefined) continue;
      next = { key: pair.key as Node, value: pair.value as Node | null }; // keyText saw a node
      used = length;
    }
    if (next === null) return { place, found: false };
    place = next;
    at += used;
  }
  return { place, found: true };
}

/** Whether the key itself is at fault; else it is the value. */
function isAboutKey({ code, field }: Problem): boolean {
  if (code === 'bad_name') return field === undefined || /^(?:inputs|connections)\.[^.]+$/.test(field);
  return code === 'unknown_key' || code === 'duplicate_key';
}

/** The path in the document of a problem's node and field. */
function pathOf(problem: Problem): string[] {
  const field = problem.field === undefined || problem.field === '' ? [] : problem.field.split('.');
  // A wire stands in the document; its problem also names the step it belongs to.
  if (field[0] === 'edges') return field;
  return problem.node === undefined ? field : ['nodes', problem.node, ...field];
}

export function placeIn(yaml: YamlText, problem: Problem): { line: number; column: number } | null {
  const { place, found } = follow(yaml, pathOf(problem));
  const value =
    isScalar(place.value) && place.value.source === '' && place.key !== null ? place.key : place.value;
  const pointed =
    !found || isAboutKey(problem) || (isMap(value) && !value.flow) ? (place.key ?? value) : value;
  const offset = pointed?.range?.[0] ?? place.key?.range?.[0];
  if (offset === undefined) return null;
  const { line, col } = yaml.lines.linePos(offset);
  return line < 1 ? null : { line, column: Math.max(col, 1) };
}

/** Gives problems of the compiler (node and field) the line and column of their text. Never throws. */
export function locateAll(text: string, problems: readonly Problem[]): Problem[] {
  if (problems.every((problem) => problem.line !== undefined) || checkLimits(text) !== null)
    return [...problems];
  try {
    const yaml = parseYaml(text);
    return problems.map((problem) =>
      problem.line === undefined ? { ...problem, ...placeIn(yaml, problem) } : problem,
    );
  } catch {
    // A text that the parser cannot hold has no places; the problems stand without.
    return [...problems];
  }
}

export const locate = (text: string, problem: Problem): Problem => locateAll(text, [problem])[0] ?? problem;
