export type Codec = { encode: (value: unknown) => string; decode: (text: string) => unknown };

/**
 * Values as text, as far as Electron's structured clone carries them: cycles, maps, dates and bytes survive, functions
 * and symbols are refused. Uses nothing outside itself, since its source also runs in the page.
 */
export function createCodec(): Codec {
  type Node = [tag: string, ...rest: unknown[]];

  function encode(value: unknown): string {
    const known = new Map<object, number>();
    const write = (item: unknown): Node => {
      if (item === undefined) return ['undefined'];
      if (item === null || typeof item === 'string' || typeof item === 'boolean') return ['plain', item];
      if (typeof item === 'number') return Number.isFinite(item) ? ['plain', item] : ['number', String(item)];
      if (typeof item === 'bigint') return ['bigint', String(item)];
      if (typeof item !== 'object') throw new Error('An object could not be cloned.');
      const seen = known.get(item);
      if (seen !== undefined) return ['seen', seen];
      known.set(item, known.size);
      if (item instanceof Date) return ['date', item.getTime()];
      if (item instanceof Uint8Array)
        return ['bytes', btoa(Array.from(item, (byte) => String.fromCodePoint(byte)).join(''))];
      if (item instanceof Error) return ['error', item.message];
      if (item instanceof Map) return ['map', [...item].map(([key, entry]) => [write(key), write(entry)])];
      if (item instanceof Set) return ['set', [...item].map(write)];
      if (Array.isArray(item)) return ['array', item.map(write)];
      return ['object', Object.entries(item).map(([key, entry]) => [key, write(entry)])];
    };
    return JSON.stringify(write(value));
  }

  function decode(text: string): unknown {
    const known: unknown[] = [];
    const keep = <T>(value: T): T => {
      known.push(value);
      return value;
    };
    const read = ([tag, rest]: Node): unknown => {
      if (tag === 'plain') return rest;
      if (tag === 'number') return Number(rest);
      if (tag === 'bigint') return BigInt(rest as string);
      if (tag === 'seen') return known[rest as number];
      if (tag === 'date') return keep(new Date(rest as number));
      if (tag === 'bytes')
        return keep(Uint8Array.from(atob(rest as string), (letter) => letter.codePointAt(0) ?? 0));
      if (tag === 'error') return keep(new Error(rest as string));
      if (tag === 'map') {
        const map = keep(new Map());
        for (const [key, entry] of rest as [Node, Node][]) map.set(read(key), read(entry));
        return map;
      }
      if (tag === 'set') {
        const set = keep(new Set());
        for (const entry of rest as Node[]) set.add(read(entry));
        return set;
      }
      if (tag === 'array') {
        const list = keep<unknown[]>([]);
        for (const entry of rest as Node[]) list.push(read(entry));
        return list;
      }
      if (tag === 'object') {
        const object = keep<Record<string, unknown>>({});
        for (const [key, entry] of rest as [string, Node][]) {
          // As structured clone does: an own property, whatever its name.
          Object.defineProperty(object, key, {
            value: read(entry),
            enumerable: true,
            writable: true,
            configurable: true,
          });
        }
        return object;
      }
      return undefined;
    };
    return read(JSON.parse(text) as Node);
  }

  return { encode, decode };
}
