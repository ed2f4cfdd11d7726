import type { Json } from '../../../../shared/json.ts';
import { isResourceRef } from '../../../../shared/run/input.ts';

/** A value in one short line, as it stands beside its name. */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return '';
  if (value === null) return 'empty';
  if (value === '') return 'empty text';
  if (isResourceRef(value)) return value.name ?? 'a stored file';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.slice(0, 300).replaceAll(/\s+/g, ' ').trim();
}
