import type { EventType, NewEvent, RunEvent, RunInfo, VisitRef } from '../event.ts';
import { evolve } from '../evolve.ts';
import type { World } from '../input.ts';
import type { Program, ProgramNode } from '../program.ts';
import type { RunState, Visit } from '../state.ts';
import { copyState, openVisits, theVisit } from '../visits.ts';

/** On the way from a visit that ended to the next node. Never outlives a decision: at its end every token has arrived. */
export type Token = { from: VisitRef; to: string };

/** One decision in the making: events so far and the run as they leave it. The given state is never touched. */
export type Work = {
  program: Program;
  world: World;
  state: RunState;
  events: NewEvent[];
  tokens: Token[];
};

export function createWork(program: Program, state: RunState, world: World): Work {
  return { program, world, state: copyState(state), events: [], tokens: [] };
}

export function createFirstWork(program: Program, info: RunInfo, world: World): Work {
  const started: NewEvent = { type: 'run.started', node: null, visit: null, data: info };
  const state = evolve(null, { ...started, seq: 1, at: world.at });
  return { program, world, state, events: [started], tokens: [] };
}

/** Number and time are provisional: the engine gives the real ones, and they come out the same. */
export function emit(work: Work, event: NewEvent): void {
  work.events.push(event);
  // The type and its data stay the pair they were; spreading only loses that for the compiler.
  const numbered = { ...event, seq: work.state.seq + 1, at: work.world.at } as RunEvent;
  work.state = evolve(work.state, numbered);
}

/** Sends a token along every edge of a port, side by side. */
export function leave(work: Work, node: ProgramNode, visit: number, port: string): void {
  for (const to of node.targets(port)) work.tokens.push({ from: { node: node.name, visit }, to });
}

export const hasEnded = (work: Work): boolean => work.state.endedAt !== null;

/** Visits that are tokens of this run: not ended, and not a write that only finishes. */
export function liveVisits(work: Work): Visit[] {
  return openVisits(work.state).filter((visit) => !visit.detached);
}

/** A write that has begun cannot be taken back: it is not cancelled. In practice nothing is written. */
export function isBegunWrite(work: Work, visit: Visit): boolean {
  const effect = work.program.find(visit.node)?.definition.effect ?? 'write';
  return visit.status === 'running' && !visit.practice && effect === 'write';
}

/** Whether this visit's token goes no further than the join: it fired without it. */
export function isAbsorbedAt(work: Work, ref: VisitRef, join: string): boolean {
  return theVisit(work.state, ref).absorbedBy.some((mark) => mark.node === join);
}

export type EventOf<T extends EventType> = Extract<NewEvent, { type: T }>;
