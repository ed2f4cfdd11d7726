/** A bounded cache by text in two generations: what is used stays, what is not is dropped; a hit is one map lookup. */
export function createMemo<T>(limit: number, make: (key: string) => T): (key: string) => T {
  let current = new Map<string, T>();
  let previous = new Map<string, T>();
  return (key) => {
    const hit = current.get(key);
    if (hit !== undefined) return hit;
    const made = previous.get(key) ?? make(key);
    if (current.size >= limit) {
      previous = current;
      current = new Map();
    }
    current.set(key, made);
    return made;
  };
}
