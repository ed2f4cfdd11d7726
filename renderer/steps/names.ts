/** “Risk level!” as a name formulas and ways out can have; empty where no letter is left. */
export function nameFrom(text: string, joint: '_' | '-' = '_'): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9]+/g, joint);
  const trimmed = plain.replaceAll(/^[-_]+|[-_]+$/g, '').slice(0, 64);
  if (trimmed === '') return '';
  return /^[a-z]/.test(trimmed) ? trimmed : `n${joint}${trimmed}`.slice(0, 64);
}

/** The name, or the first of `name_2`, `name_3` … that is free. */
export function freeName(name: string, taken: readonly string[], joint: '_' | '-' = '_'): string {
  if (!taken.includes(name)) return name;
  for (let i = 2; ; i++) {
    const next = `${name}${joint}${i}`;
    if (!taken.includes(next)) return next;
  }
}
