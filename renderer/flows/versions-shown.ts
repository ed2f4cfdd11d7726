export type Side = 'draft' | number;
export type Shown = { version: number } | { from: Side; to: Side };

function readSide(text: string | null): Side | null {
  if (text === 'draft') return 'draft';
  const number = Number(text);
  return text !== null && Number.isSafeInteger(number) && number > 0 ? number : null;
}

/** What an address asks to see: one version, or two; the newest one where it says nothing that makes sense. */
export function shownOf(search: URLSearchParams, newest: number): Shown {
  const [from, to] = [readSide(search.get('from')), readSide(search.get('to'))];
  if (from !== null || to !== null) return { from: from ?? newest, to: to ?? 'draft' };
  const version = readSide(search.get('version'));
  return { version: typeof version === 'number' ? version : newest };
}
