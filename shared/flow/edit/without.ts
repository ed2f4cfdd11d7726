/** A map without some keys; `undefined` where nothing is left of an optional section. */
export function without<Value>(
  map: Record<string, Value> | undefined,
  gone: ReadonlySet<string>,
): Record<string, Value> | undefined {
  if (map === undefined) return undefined;
  const kept = Object.entries(map).filter(([key]) => !gone.has(key));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
