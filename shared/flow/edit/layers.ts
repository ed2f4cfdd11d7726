import type { Drawing } from '../drawing.ts';

/** A stop on the way from left to right: a step, or the place where a long wire passes a column. */
export type Stop = { id: string; node: string | null };
export type Layers = { layers: Stop[][]; before: Map<string, string[]>; after: Map<string, string[]> };

type Link = { from: string; to: string };

/** Wires without those that lead back: what a walk from the triggers, in drawing order, meets again on its own way. */
function forward(drawing: Drawing, names: readonly string[]): Link[] {
  const next = new Map(names.map((name) => [name, [] as string[]]));
  for (const { from, to } of drawing.edges) if (next.has(from) && next.has(to)) next.get(from)?.push(to);
  const targets = new Set(drawing.edges.map(({ to }) => to));
  const starts = [...names.filter((name) => !targets.has(name)), ...names];
  const state = new Map<string, 'open' | 'done'>();
  const links: Link[] = [];
  for (const start of starts) {
    if (state.has(start)) continue;
    // A stack of its own: 2,000 steps in a row are too many for recursion.
    const stack = [{ name: start, at: 0 }];
    state.set(start, 'open');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const to = next.get(top.name)?.[top.at++];
      if (to === undefined) {
        state.set(top.name, 'done');
        stack.pop();
        continue;
      }
      if (state.get(to) === 'open') continue;
      links.push({ from: top.name, to });
      if (state.has(to)) continue;
      state.set(to, 'open');
      stack.push({ name: to, at: 0 });
    }
  }
  return links;
}

/** The column of each step: one right of the furthest step that leads to it. */
function columns(names: readonly string[], links: readonly Link[]): Map<string, number> {
  const column = new Map(names.map((name) => [name, 0]));
  const open = new Map(names.map((name) => [name, 0]));
  const out = new Map<string, string[]>();
  for (const { from, to } of links) {
    open.set(to, (open.get(to) ?? 0) + 1);
    out.set(from, [...(out.get(from) ?? []), to]);
  }
  const ready = names.filter((name) => open.get(name) === 0);
  for (let name = ready.shift(); name !== undefined; name = ready.shift()) {
    for (const to of out.get(name) ?? []) {
      column.set(to, Math.max(column.get(to) ?? 0, (column.get(name) ?? 0) + 1));
      const left = (open.get(to) ?? 1) - 1;
      open.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  return column;
}

/** Columns of stops; a wire over several columns gets a stop in each, so that no step stands in its way. */
export function layersOf(drawing: Drawing, names: readonly string[]): Layers {
  const links = forward(drawing, names);
  const column = columns(names, links);
  const layers: Stop[][] = [];
  const [before, after] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const put = (stop: Stop, at: number): void => {
    (layers[at] ??= []).push(stop);
    before.set(stop.id, []);
    after.set(stop.id, []);
  };
  const tie = (from: string, to: string): void => {
    after.get(from)?.push(to);
    before.get(to)?.push(from);
  };
  for (const name of names) put({ id: name, node: name }, column.get(name) ?? 0);
  for (const [index, { from, to }] of links.entries()) {
    let last = from;
    for (let at = (column.get(from) ?? 0) + 1; at < (column.get(to) ?? 0); at++) {
      const id = `${index}>${at}`; // no node name begins with a digit
      put({ id, node: null }, at);
      tie(last, id);
      last = id;
    }
    tie(last, to);
  }
  return { layers: Array.from(layers, (layer) => layer ?? []), before, after };
}

/** Fewer crossings: each column sorted by the middle of its neighbours, forth and back a few times. */
export function untangle({ layers, before, after }: Layers): Stop[][] {
  const sorted = layers.map((layer) => [...layer]);
  const place = new Map<string, number>();
  const remember = (layer: Stop[]): void => layer.forEach(({ id }, at) => place.set(id, at));
  sorted.forEach(remember);
  const sweep = (layer: Stop[], neighbours: Map<string, string[]>): void => {
    const weight = new Map(
      layer.map(({ id }) => {
        const others = neighbours.get(id) ?? [];
        const sum = others.reduce((total, other) => total + (place.get(other) ?? 0), 0);
        return [id, others.length === 0 ? (place.get(id) ?? 0) : sum / others.length];
      }),
    );
    layer.sort((a, b) => (weight.get(a.id) ?? 0) - (weight.get(b.id) ?? 0));
    remember(layer);
  };
  for (let round = 0; round < 4; round++) {
    for (const layer of sorted.slice(1)) sweep(layer, before);
    if (round < 3) for (const layer of sorted.slice(0, -1).toReversed()) sweep(layer, after);
  }
  return sorted;
}
