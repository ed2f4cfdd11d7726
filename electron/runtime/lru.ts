export type Lru<Value> = ReturnType<typeof createLru<Value>>;

/** The most recently used values, at most `size` of them: what is waiting for long costs no memory. */
export function createLru<Value>(size: number) {
  const values = new Map<string, Value>();
  return {
    get: (key: string): Value | undefined => {
      const value = values.get(key);
      if (value === undefined) return undefined;
      values.delete(key);
      values.set(key, value);
      return value;
    },
    set: (key: string, value: Value): void => {
      values.delete(key);
      values.set(key, value);
      if (values.size <= size) return;
      const [oldest] = values.keys();
      if (oldest !== undefined) values.delete(oldest);
    },
    drop: (key: string): void => void values.delete(key),
    clear: (): void => values.clear(),
    size: (): number => values.size,
  };
}
