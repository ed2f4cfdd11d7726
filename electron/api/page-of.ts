import { unknownCursor } from '../store/cursor.ts';

/** Epoch milliseconds as the API tells times. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

export function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : iso(ms);
}

/** A page of a short list that is in memory anyway. The cursor is the key of the last item before it; gone, it is refused. */
export function pageOf<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  cursor: string | undefined,
  limit: number,
): { items: T[]; next: string | null } {
  const start = cursor === undefined ? 0 : all.findIndex((item) => keyOf(item) === cursor) + 1;
  if (start === 0 && cursor !== undefined) throw unknownCursor();
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  return { items, next: last !== undefined && start + limit < all.length ? keyOf(last) : null };
}
