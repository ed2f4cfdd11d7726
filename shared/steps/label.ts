import type { Field } from './field.ts';

/** What a name reads like where nobody wrote a label: `draft_in` is “Draft in”. */
export function labelOf(name: string, field?: Field): string {
  if (typeof field === 'object' && field.label !== undefined && field.label !== '') return field.label;
  const words = name
    .replace(
      /([a-z0-9])([A-Z])(?![A-Z])/g,
      (_match, before: string, letter: string) => `${before} ${letter.toLowerCase()}`,
    )
    .replace(/[_-]+/g, ' ')
    .trim();
  const first = words.charAt(0);
  return words === '' ? name : first.toUpperCase() + words.slice(1);
}
