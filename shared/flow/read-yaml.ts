import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node, Pair, Scalar, YAMLMap } from 'yaml';

import type { Json, JsonObject } from '../json.ts';
import { isPrototypeKey } from '../steps/names.ts';
import type { Problem } from './problem.ts';
import { maxAliases, maxBytes, maxNesting, maxValues, tooDeep } from './text-limits.ts';
import { tagWords, unquotedWords, yamlProblems } from './yaml-errors.ts';

export type YamlText = { document: Document; lines: LineCounter };

/** `problems` without places inside nodes: those are told by `placeOf`. */
export type YamlRead =
  { ok: true; value: Json; yaml: YamlText } | { ok: false; problems: Problem[]; yaml: YamlText | null };

type Path = readonly (string | number)[];
type Fault = { code: string; message: string; fix: string; path: Path; offset: number };

/** A fault that ends the reading: going on would only multiply it. */
const stopping = new Set(['too_deep', 'too_many_aliases', 'alias_bomb', 'too_many_values']);

const longestKey = 512;

export function parseYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  return { document, lines };
}

/** What the path means to a reader: the node it lies in, and the rest. */
export function fieldOf(path: Path): { node?: string; field?: string } {
  const [top, node, ...rest] = path.map(String);
  if (top !== 'nodes' || node === undefined) return path.length === 0 ? {} : { field: path.join('.') };
  return rest.length === 0 ? { node } : { node, field: rest.join('.') };
}

function createReader(document: Document) {
  const faults: Fault[] = [];
  let aliases = 0;
  let values = 0;
  let aliased = 0;
  let copied = 0;
  const state = { stopped: false };

  const fault = (code: string, message: string, fix: string, path: Path, node: Node | null): null => {
    if (!state.stopped && faults.length < 100)
      faults.push({ code, message, fix, path, offset: node?.range?.[0] ?? 0 });
    if (stopping.has(code)) state.stopped = true;
    return null;
  };

  const readNumber = (node: Scalar, value: number, path: Path): Json => {
    if (!Number.isFinite(value)) {
      return fault(
        'not_json',
        'This number has no JSON form.',
        'Write a number, or put it in quotes.',
        path,
        node,
      );
    }
    if (Number.isInteger(value) && !Number.isSafeInteger(value) && /^[-+]?\d+$/.test(node.source ?? '')) {
      return fault(
        'number_too_large',
        'This number is too large to be kept exactly.',
        'Put it in quotes.',
        path,
        node,
      );
    }
    return value === 0 ? 0 : value;
  };

  const readScalar = (node: Scalar, path: Path): Json => {
    const { value } = node;
    if (aliased > 0 && typeof value === 'string') copied += value.length;
    if (copied > maxBytes)
      return fault(
        'alias_bomb',
        'The file’s aliases unfold to over 1 MiB.',
        'Write the values out.',
        path,
        node,
      );
    if (typeof value === 'number') return readNumber(node, value, path);
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
    return fault('not_json', 'This value has no JSON form.', 'Put it in quotes.', path, node);
  };

  const readKey = (pair: Pair, path: Path): string | null => {
    const key = pair.key as Node | null; // a parsed pair's key is a node, or null where nothing stands
    if (!isScalar(key)) return fault('bad_key', 'A key must be text.', 'Write `key: value`.', path, key);
    if (key.tag !== undefined) return fault(tagWords.code, tagWords.message, tagWords.fix, path, key);
    const name = typeof key.value === 'string' ? key.value : (key.source ?? '');
    if (isPrototypeKey(name)) {
      return fault(
        'prototype_key',
        `\`${name}\` cannot be a key.`,
        'Use another name.',
        [...path, name],
        key,
      );
    }
    if (name.length > longestKey) {
      return fault('key_too_long', 'A key has over 512 characters.', 'Shorten it.', path, key);
    }
    return name;
  };

  /** `a: {{ x }}` reaches us as a map whose only key is a map. */
  const isUnquoted = (map: YAMLMap): boolean => map.items.some((pair) => isMap(pair.key));

  const readMap = (map: YAMLMap, path: Path, depth: number): Json => {
    if (isUnquoted(map)) {
      return fault(unquotedWords.code, unquotedWords.message, unquotedWords.fix, path, map);
    }
    const object: JsonObject = {};
    for (const pair of map.items) {
      if (state.stopped) return null;
      const name = readKey(pair, path);
      if (name === null) continue;
      if (Object.hasOwn(object, name)) {
        fault(
          'duplicate_key',
          `\`${name}\` is there twice.`,
          'Remove one of them.',
          [...path, name],
          pair.key as Node,
        ); // readKey saw a node
        continue;
      }
      object[name] = readNode(pair.value as Node | null, [...path, name], depth); // a parsed pair's value is a node or null
    }
    return object;
  };

  const readNode = (node: Node | null, path: Path, depth: number): Json => {
    if (state.stopped || node === null) return null;
    if (++values > maxValues) {
      const code = aliased > 0 ? 'alias_bomb' : 'too_many_values';
      const said =
        aliased > 0 ? 'The file’s aliases unfold to over 50,000 values.' : 'The file has over 50,000 values.';
      return fault(code, said, 'Shorten it.', path, node);
    }
    if (isAlias(node)) return readAlias(node, path, depth);
    if (node.tag !== undefined) return fault(tagWords.code, tagWords.message, tagWords.fix, path, node);
    if (isScalar(node)) return readScalar(node, path);
    if (depth >= maxNesting) {
      const { code, message, fix } = tooDeep();
      return fault(code, message, fix, path, node);
    }
    if (isSeq(node))
      return node.items.map((item, index) => readNode(item as Node | null, [...path, index], depth + 1)); // parsed items are nodes
    if (isMap(node)) return readMap(node, path, depth + 1);
    return null;
  };

  // Finding an anchor walks the whole document: once per alias, not once per time it unfolds.
  const targets = new Map<Node, Node | undefined>();
  const resolve = (alias: Node): Node | undefined => {
    if (!targets.has(alias)) targets.set(alias, isAlias(alias) ? alias.resolve(document) : undefined);
    return targets.get(alias);
  };

  const readAlias = (alias: Node, path: Path, depth: number): Json => {
    // Aliases inside an aliased value are the same lines of text again; what they unfold to is bounded by `values`.
    if (aliased === 0 && ++aliases > maxAliases) {
      return fault(
        'too_many_aliases',
        'The file uses over 100 aliases.',
        'Write the values out.',
        path,
        alias,
      );
    }
    const target = resolve(alias);
    if (target === undefined)
      return fault('malformed_yaml', 'An alias names nothing.', 'Write the value out.', path, alias);
    aliased++;
    const value = readNode(target, path, depth);
    aliased--;
    return value;
  };

  return { read: () => readNode(document.contents, [], 0), faults };
}

/**
 * YAML or JSON text as plain values, or every reason why not. Reads the core schema only: no tags, no merge keys,
 * no directives, and nothing that JSON cannot carry. Never throws: what overflows the parser is nested too deep.
 */
export function readYaml(text: string): YamlRead {
  try {
    const directive = text.split('\n').findIndex((line) => !/^\s*(?:#|$)/.test(line));
    if (text.split('\n')[directive]?.startsWith('%') === true) {
      const words = {
        code: 'malformed_yaml',
        message: 'YAML directives (%) have no place in a flow.',
        fix: 'Remove this line.',
      };
      return {
        ok: false,
        problems: [{ ...words, severity: 'error', line: directive + 1, column: 1 }],
        yaml: null,
      };
    }
    const yaml = parseYaml(text);
    const { document, lines } = yaml;
    if (document.errors.length > 0)
      return { ok: false, problems: yamlProblems(document.errors, lines, text), yaml };
    const reader = createReader(document);
    const value = reader.read();
    if (reader.faults.length === 0) return { ok: true, value, yaml };
    const problems = reader.faults.map(({ code, message, fix, path, offset }): Problem => {
      const { line, col } = lines.linePos(offset);
      return {
        code,
        severity: 'error',
        message,
        fix,
        ...fieldOf(path),
        line: Math.max(line, 1),
        column: Math.max(col, 1),
      };
    });
    return { ok: false, problems, yaml };
  } catch {
    // The parser recurses; only nesting beyond any sense gets here.
    return { ok: false, problems: [tooDeep()], yaml: null };
  }
}
