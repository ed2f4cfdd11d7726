import type { DrawingNode } from '../../shared/flow/drawing.ts';
import { isJsonObject, type Json } from '../../shared/json.ts';

const texts = (list: Json | undefined): string[] =>
  Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];

/** What the summary of an approval leaves out: “2 must agree, not the author”. Null where there is nothing to add. */
export function decidersOf(node: DrawingNode): string | null {
  if (node.kind !== 'approval') return null;
  const assign = node.config?.['assign'];
  const excluded = isJsonObject(assign) ? texts(assign['exclude']) : [];
  const not = excluded.map((rule) => (rule === 'previous' ? 'who decided before' : `the ${rule}`));
  const count = node.config?.['quorum'];
  const words = [
    ...(typeof count === 'number' && count > 1 ? [`${count} must agree`] : []),
    ...(not.length === 0 ? [] : [`not ${not.join(' or ')}`]),
  ];
  return words.length === 0 ? null : words.join(', ');
}
