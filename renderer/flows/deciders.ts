import type { DrawingNode } from '../../shared/flow/drawing.ts';
import { isJsonObject, type Json } from '../../shared/json.ts';

const texts = (list: Json | undefined): string[] =>
  Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];

/** Who decides an approval, in words: “editors, 2 must agree, not the author”. Null for other steps. */
export function decidersOf(node: DrawingNode): string | null {
  if (node.kind !== 'approval') return null;
  const assign = node.config?.['assign'];
  const who = isJsonObject(assign)
    ? [...texts(assign['pools']).map((pool) => pool.replaceAll(/[-_]+/g, ' ')), ...texts(assign['people'])]
    : [];
  const not = isJsonObject(assign)
    ? texts(assign['exclude']).map((rule) => (rule === 'previous' ? 'who decided before' : `the ${rule}`))
    : [];
  const count = node.config?.['quorum'];
  return [
    who.length === 0 ? 'decided by the owner' : `decided by ${who.join(' or ')}`,
    ...(typeof count === 'number' && count > 1 ? [`${count} must agree`] : []),
    ...(not.length === 0 ? [] : [`not ${not.join(' or ')}`]),
  ].join(', ');
}
