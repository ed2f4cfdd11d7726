import { isJsonObject } from '../../json.ts';
import type { Json } from '../../json.ts';
import type { Drawing } from '../drawing.ts';
import type { JsonPath } from './set-at.ts';
import { setAt } from './set-at.ts';
import { setNode } from './set-node.ts';

/** The drawing with one place of a step's config set; undefined takes it away. An unknown step changes nothing. */
export function setConfig(drawing: Drawing, node: string, path: JsonPath, value: Json | undefined): Drawing {
  const before = drawing.nodes[node];
  if (before === undefined) return drawing;
  const config = setAt(before.config, path, value);
  return setNode(drawing, node, { config: isJsonObject(config) ? config : undefined });
}
