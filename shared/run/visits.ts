import type { VisitRef } from './event.ts';
import type { RunState, Visit } from './state.ts';

/**
 * Where the visits of a node stand in `state.visits`. Short runs are simply searched; long ones (loops, wide flows) get
 * a table beside the state, which is never part of it and can be made again from it at any time.
 */
type Table = {
  /** Place of visit n at n - 1. */
  places: Map<string, number[]>;
  /** How many visits the table knows. */
  known: number;
  /** The table of the state this one is a copy of, up to the copy's beginning. */
  base: Table | null;
};

const shortRun = 32;
const tables = new WeakMap<RunState, Table>();

function tableOf(state: RunState): Table {
  let table = tables.get(state);
  if (table === undefined) {
    table = { places: new Map(), known: 0, base: null };
    tables.set(state, table);
  }
  for (; table.known < state.visits.length; table.known++) {
    const visit = state.visits[table.known];
    if (visit !== undefined) add(table, visit.node, table.known);
  }
  return table;
}

function add(table: Table, node: string, place: number): void {
  const own = table.places.get(node);
  if (own !== undefined) own.push(place);
  else table.places.set(node, [...(table.base?.places.get(node) ?? []), place]);
}

function placesOf(state: RunState, node: string): number[] | undefined {
  const table = tableOf(state);
  return table.places.get(node) ?? table.base?.places.get(node);
}

/** A state that decide may go on with: the original and its visits stay as they are. */
export function copyState(state: RunState): RunState {
  const copy = {
    ...state,
    visits: state.visits.slice(),
    parked: state.parked.slice(),
    open: state.open.slice(),
  };
  if (state.visits.length > shortRun) {
    const base = tableOf(state);
    // One layer is enough: a copy of a copy looks through to a table of its own.
    if (base.base === null) tables.set(copy, { places: new Map(), known: state.visits.length, base });
  }
  return copy;
}

/** The place of a visit in `state.visits`, or -1. */
export function placeOf(state: RunState, node: string, visit: number): number {
  if (state.visits.length > shortRun) return placesOf(state, node)?.[visit - 1] ?? -1;
  for (let place = state.visits.length - 1; place >= 0; place--) {
    const one = state.visits[place];
    if (one !== undefined && one.visit === visit && one.node === node) return place;
  }
  return -1;
}

export function findVisit(state: RunState, node: string, visit: number): Visit | undefined {
  return state.visits[placeOf(state, node, visit)];
}

/** A visit that an event or a token names: it must be there, or the history is not one of ours. */
export function theVisit(state: RunState, ref: VisitRef): Visit {
  const visit = findVisit(state, ref.node, ref.visit);
  if (visit === undefined) throw new Error(`This history has no visit ${ref.node}#${ref.visit}.`);
  return visit;
}

/** How often a node was entered, seen from before the visit at `place` (default: all so far). */
export function visitCount(state: RunState, node: string, place = state.visits.length): number {
  if (state.visits.length > shortRun) {
    const places = placesOf(state, node);
    if (places === undefined) return 0;
    let count = places.length;
    while (count > 0 && (places[count - 1] ?? 0) >= place) count--;
    return count;
  }
  for (let at = place - 1; at >= 0; at--) {
    const one = state.visits[at];
    if (one !== undefined && one.node === node) return one.visit;
  }
  return 0;
}

/** Visits that have not ended, in order of entry. */
export function openVisits(state: RunState): Visit[] {
  const visits: Visit[] = [];
  for (const place of state.open) {
    const visit = state.visits[place];
    if (visit !== undefined) visits.push(visit);
  }
  return visits;
}
