import { isJsonObject, type Json } from '../../shared/json.ts';

/** A text inside a value that reads better by itself, and how. */
export type Reading = { label: string; text: string; kind: 'markdown' | 'patch' | 'text' };

const deepest = 3;

/** The longer texts of a value, by their place in it: “body.text”. Short ones are read where they stand. */
export function readingsOf(value: Json): Reading[] {
  const found: Reading[] = [];
  const look = (part: Json, path: string[]): void => {
    if (typeof part === 'string') {
      const kind = kindOf(part);
      if (kind !== null) found.push({ label: path.join('.'), text: part, kind });
    } else if (isJsonObject(part) && path.length < deepest)
      for (const [name, inner] of Object.entries(part)) look(inner, [...path, name]);
  };
  if (isJsonObject(value)) look(value, []);
  return found;
}

/** Several lines: a patch by its hunks, Markdown by its headings, lists, tables, fences or emphasis. */
function kindOf(text: string): Reading['kind'] | null {
  if (!text.trim().includes('\n')) return null;
  if (/^@@ -\d+(,\d+)? \+\d+(,\d+)? @@/m.test(text)) return 'patch';
  if (/^(#{1,6} |[-*] |\d+\. |> |```|\|.*\|$)/m.test(text) || /\*\*[^*\n]+\*\*/.test(text)) return 'markdown';
  return 'text';
}
