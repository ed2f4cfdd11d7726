/** Arrows by index: `next[i]` lists where i leads. */
export type Arrows = readonly (readonly number[])[];

export type Components = {
  /** Which component a node is in. Numbered so that arrows between components lead to lower numbers. */
  of: Int32Array;
  count: number;
  /** Whether a component holds a loop: several nodes, or one that leads to itself. */
  loops: boolean[];
};

/** Tarjan's strongly connected components, without recursion: a chain of 2,000 nodes must not fill the stack. */
export function componentsOf(next: Arrows, keeps: (i: number) => boolean = () => true): Components {
  const size = next.length;
  const of = new Int32Array(size).fill(-1);
  const seenAt = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const cursor = new Int32Array(size);
  const open: number[] = [];
  const path: number[] = [];
  const loops: boolean[] = [];
  let clock = 0;

  function enter(i: number): void {
    seenAt[i] = low[i] = clock++;
    open.push(i);
    path.push(i);
  }

  function close(i: number): void {
    path.pop();
    const parent = path.at(-1);
    if (parent !== undefined) low[parent] = Math.min(at(low, parent), at(low, i));
    if (at(low, i) !== at(seenAt, i)) return;
    const from = open.lastIndexOf(i);
    const members = open.splice(from);
    for (const member of members) of[member] = loops.length;
    loops.push(members.length > 1 || (next[i] ?? []).includes(i));
  }

  for (let start = 0; start < size; start++) {
    if (at(seenAt, start) !== -1 || !keeps(start)) continue;
    enter(start);
    for (let i = path.at(-1); i !== undefined; i = path.at(-1)) {
      const to = (next[i] ?? [])[at(cursor, i)];
      if (to === undefined) {
        close(i);
        continue;
      }
      cursor[i] = at(cursor, i) + 1;
      if (!keeps(to)) continue;
      if (at(seenAt, to) === -1) enter(to);
      else if (at(of, to) === -1) low[i] = Math.min(at(low, i), at(seenAt, to));
    }
  }
  return { of, count: loops.length, loops };
}

/** Answers “is there a way of one step or more from a to b” in constant time, loops included. */
export type Reach = { leads(from: number, to: number): boolean };

/** One bit per pair of components: 2,000 nodes in a chain take half a megabyte. */
export function createReach(next: Arrows): Reach {
  const { of, count, loops } = componentsOf(next);
  const words = (count + 31) >>> 5;
  const bits = new Uint32Array(count * words);
  const members: number[][] = Array.from({ length: count }, () => []);
  next.forEach((_, i) => members[at(of, i)]?.push(i));
  for (let component = 0; component < count; component++) {
    const row = component * words;
    if (loops[component] === true) mark(bits, row, component);
    for (const member of members[component] ?? []) {
      for (const to of next[member] ?? []) {
        const target = at(of, to);
        if (target === component || isMarked(bits, row, target)) continue;
        mark(bits, row, target);
        // Lower numbers are finished: what the target reaches is known.
        for (let w = 0; w <= target >>> 5; w++)
          bits[row + w] = at(bits, row + w) | at(bits, target * words + w);
      }
    }
  }
  return { leads: (from, to) => isMarked(bits, at(of, from) * words, at(of, to)) };
}

/** Everything reached from the starts (which count too); `passes` says whether a way goes on through a node. */
export function reachedFrom(
  starts: readonly number[],
  next: Arrows,
  passes: (i: number) => boolean = () => true,
): Uint8Array {
  const reached = new Uint8Array(next.length);
  const queue = [...starts];
  for (const start of starts) reached[start] = 1;
  for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
    if (!passes(i)) continue;
    for (const to of next[i] ?? []) {
      if (reached[to] === 1) continue;
      reached[to] = 1;
      queue.push(to);
    }
  }
  return reached;
}

/** Indexes here come from the arrows themselves and are in range. */
function at(values: Int32Array | Uint32Array, i: number): number {
  return values[i] ?? 0;
}

function mark(bits: Uint32Array, row: number, i: number): void {
  const word = row + (i >>> 5);
  bits[word] = at(bits, word) | (1 << (i & 31));
}

function isMarked(bits: Uint32Array, row: number, i: number): boolean {
  return (at(bits, row + (i >>> 5)) & (1 << (i & 31))) !== 0;
}
