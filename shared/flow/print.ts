import type { z } from 'zod';

import type { Json, JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import { kindOf } from '../steps/index.ts';
import { schemaKeys, schemaUnder } from '../steps/schema-walk.ts';
import type { FileComments } from './comments.ts';
import { flowSchema, nodeSchema } from './drawing-schema.ts';
import type { Drawing, DrawingNode } from './drawing.ts';
import { printEdge } from './edge-text.ts';
import { emitYaml } from './emit-yaml.ts';

type Schema = z.core.$ZodType | null;

/** Keys in the schema's order, then those it does not name; maps of names stay as they are drawn. */
function ordered(value: Json, schema: Schema): Json {
  if (Array.isArray(value)) return value.map((entry, index) => ordered(entry, schemaUnder(schema, index)));
  if (!isJsonObject(value)) return value;
  const known = schemaKeys(schema).filter((key) => Object.hasOwn(value, key));
  const rest = Object.keys(value).filter((key) => !known.includes(key));
  const result: JsonObject = {};
  for (const key of [...known, ...rest]) {
    const entry = value[key];
    if (entry !== undefined) result[key] = ordered(entry, schemaUnder(schema, key));
  }
  return result;
}

function orderedNode(node: DrawingNode): Json {
  const plain = ordered(node as Json, nodeSchema); // a node is JSON; its type names the keys
  if (!isJsonObject(plain) || plain['config'] === undefined) return plain;
  return { ...plain, config: ordered(plain['config'], kindOf(node.kind)?.config ?? null) };
}

/** The drawing in the file's own shape: edges as lines, keys in canonical order. Values are plain JSON. */
export function fileOf(drawing: Drawing): JsonObject {
  const { nodes, edges, ...rest } = drawing;
  const lines = edges.map(printEdge);
  const drawn = Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, orderedNode(node)]));
  const file = ordered({ ...rest, nodes: {}, edges: lines } as Json, flowSchema); // a drawing is JSON; its type names the keys
  return isJsonObject(file) ? { ...file, nodes: drawn } : {};
}

/** The canonical text with the given comments at their keys. */
export function printWith(drawing: Drawing, comments: FileComments | null): string {
  const file = fileOf(drawing);
  const oneEachLine = (value: Json): boolean =>
    value === file['edges'] || value === file['layout'] || value === file['nodes'];
  const lines = emitYaml(file, comments?.root, { oneEachLine });
  return [...lines, ...(comments?.tail ?? []), ''].join('\n');
}

/** The canonical text: the same drawing gives the same bytes. */
export const printFlow = (drawing: Drawing): string => printWith(drawing, null);
