/**
 * The names of cases or alternatives as they stand in a drawing, which may be half-written: what has no name has no
 * port, and a name given twice is one port (the compiler complains about it).
 */
export function namesIn(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  const names = list.map((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : null,
  );
  return [...new Set(names.filter((name) => typeof name === 'string' && name !== ''))] as string[]; // filtered to strings just here
}
