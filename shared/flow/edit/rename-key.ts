/** The map with one key called differently, at the same place; undefined stays undefined. */
export function renameKey<Value, Map extends Record<string, Value> | undefined>(
  map: Map,
  from: string,
  to: string,
): Map {
  if (map === undefined || !Object.hasOwn(map, from)) return map;
  const entries = Object.entries(map).map(([key, value]) => [key === from ? to : key, value]);
  return Object.fromEntries(entries) as Map; // the same values under the same kind of keys
}
