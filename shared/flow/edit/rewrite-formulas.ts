import { renameInTemplate, renameReference } from '../../expression/rename-reference.ts';
import { isJsonObject } from '../../json.ts';
import type { Json } from '../../json.ts';
import { kindOf } from '../../steps/index.ts';
import type { Drawing, DrawingNode } from '../drawing.ts';

/** The drawing with every formula that reads `path` reading `name` in place of the path's last part. */
export function renameReads(drawing: Drawing, path: readonly string[], name: string): Drawing {
  const nodes = Object.entries(drawing.nodes).map(([key, node]): [string, DrawingNode] => [
    key,
    rewriteNode(node, path, name),
  ]);
  const overlap = drawing.settings?.overlap;
  const settings =
    typeof overlap === 'object'
      ? { ...drawing.settings, overlap: { ...overlap, key: renameInTemplate(overlap.key, path, name) } }
      : drawing.settings;
  return {
    ...drawing,
    nodes: Object.fromEntries(nodes),
    ...(settings === undefined ? {} : { settings }),
  };
}

function rewriteNode(node: DrawingNode, path: readonly string[], name: string): DrawingNode {
  if (node.config === undefined) return node;
  const conditions = (kindOf(node.kind)?.conditions ?? []).map((one) => one.split('.'));

  function rewrite(value: Json, at: readonly string[]): Json {
    if (typeof value === 'string') {
      return conditions.some((pattern) => matches(pattern, at))
        ? renameReference(value, path, name)
        : renameInTemplate(value, path, name);
    }
    if (Array.isArray(value)) {
      const next = value.map((item, i) => rewrite(item, [...at, String(i)]));
      return next.every((item, i) => item === value[i]) ? value : next;
    }
    if (!isJsonObject(value)) return value;
    const next = Object.entries(value).map(([key, item]): [string, Json] => [
      key,
      rewrite(item, [...at, key]),
    ]);
    return next.every(([key, item]) => item === value[key]) ? value : Object.fromEntries(next);
  }

  const config = rewrite(node.config, []);
  return config === node.config || !isJsonObject(config) ? node : { ...node, config };
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  return pattern.length === path.length && pattern.every((part, i) => part === '*' || part === path[i]);
}
