import type { Json, JsonObject } from '../../json.ts';
import type { VisitRef } from '../event.ts';
import { valueOf } from '../history.ts';
import type { JoinRule, ProgramNode } from '../program.ts';
import { theVisit, visitCount } from '../visits.ts';
import { failRun } from './ending.ts';
import { passLimit } from './limits.ts';
import { emit, isAbsorbedAt, isBegunWrite, leave, liveVisits } from './work.ts';
import type { Token, Work } from './work.ts';

type JoinNode = ProgramNode & { join: JoinRule };

/** A token comes to a join: it lets it fire, is kept there, or goes no further because it fired without it. */
export function arrive(work: Work, node: JoinNode, from: VisitRef): void {
  const mark = theVisit(work.state, from).absorbedBy.findLast((one) => one.node === node.name);
  if (mark !== undefined) {
    emit(work, { type: 'token.absorbed', node: node.name, visit: mark.visit, data: { from } });
    return;
  }
  const { join } = node;
  if (join.mode === 'any') return fire(work, node, [from]);
  const here = parkedAt(work, node.name);
  if (join.mode === 'count' && here.length + 1 >= join.count) return fire(work, node, [...here, from]);
  emit(work, { type: 'token.parked', node: node.name, visit: null, data: { from } });
}

/**
 * With every token at rest: lets the first join in drawing order go on that nothing alive can come to any more. Its own
 * parked tokens do not keep it waiting; where joins only wait for each other, the first fires with what it has. Returns
 * whether something moved.
 */
export function settleJoins(work: Work): boolean {
  if (work.state.parked.length === 0) return false;
  const waiting = waitingForLive(work);
  const names = new Set(work.state.parked.map((token) => token.join));
  const idle = work.program.joins
    .filter((name) => names.has(name) && !waiting.has(name))
    .map((name) => joinNode(work, name));
  const free = idle.find((node) => !work.state.parked.some((token) => canStillCome(work, token, node.name)));
  const next = free ?? idle.find((node) => node.join.mode === 'all') ?? idle[0];
  if (next === undefined) return false;
  const from = parkedAt(work, next.name);
  if (next.join.mode === 'count') failCount(work, next, next.join.count, from);
  else fire(work, next, from);
  return true;
}

/** Joins with kept tokens that a living token can still come to, also through another join that waits for one. */
function waitingForLive(work: Work): Set<string> {
  const { program, state } = work;
  const live = liveVisits(work);
  const names = new Set(state.parked.map((token) => token.join));
  const waiting = new Set<string>();
  for (const name of names) {
    if (live.some((visit) => program.reaches(visit.node, name) && !isAbsorbedAt(work, visit, name)))
      waiting.add(name);
  }
  for (let before = -1; before !== waiting.size;) {
    before = waiting.size;
    for (const name of names) {
      if (state.parked.some((token) => waiting.has(token.join) && canStillCome(work, token, name)))
        waiting.add(name);
    }
  }
  return waiting;
}

/** Whether a token kept at another join can come to this one once that fires. */
function canStillCome(work: Work, token: { join: string; from: VisitRef }, join: string): boolean {
  return (
    token.join !== join && work.program.reaches(token.join, join) && !isAbsorbedAt(work, token.from, join)
  );
}

function parkedAt(work: Work, join: string): VisitRef[] {
  return work.state.parked.filter((token) => token.join === join).map((token) => token.from);
}

export function isJoin(node: ProgramNode): node is JoinNode {
  return node.join !== null;
}

function joinNode(work: Work, name: string): JoinNode {
  const node = work.program.node(name);
  if (!isJoin(node)) throw new Error(`${name} keeps tokens but is no join.`);
  return node;
}

function fire(work: Work, node: JoinNode, from: VisitRef[]): void {
  const visit = visitCount(work.state, node.name) + 1;
  if (visit > node.definition.visits) return passLimit(work, node, from);
  const absorbs = node.join.mode === 'count' ? lateTokens(work, node.name) : [];
  const data = {
    from,
    port: 'done',
    output: work.world.keep(outputOf(work, from)),
    ...(absorbs.length > 0 ? { absorbs } : {}),
  };
  emit(work, { type: 'step.succeeded', node: node.name, visit, data });
  if (node.join.mode === 'any') dropOthers(work, node.name);
  leave(work, node, visit, 'done');
}

function outputOf(work: Work, from: VisitRef[]): JsonObject {
  const outputs = new Map<string, Json>();
  for (const ref of from) outputs.set(ref.node, valueOf(theVisit(work.state, ref)));
  return { arrived: [...outputs.keys()], outputs: Object.fromEntries(outputs) };
}

/**
 * Everything that could still come to a `count` join that fires without it: alive, kept elsewhere, or on its way, also
 * what left an arrived step by another edge.
 */
function lateTokens(work: Work, join: string): VisitRef[] {
  const { program, state, tokens } = work;
  const late = [
    ...liveVisits(work).filter((visit) => program.reaches(visit.node, join)),
    ...state.parked.filter((token) => canStillCome(work, token, join)).map((token) => token.from),
    ...tokens.filter((token) => isComing(work, token, join)).map((token) => token.from),
  ];
  const refs = new Map(late.map(({ node, visit }) => [`${node}#${visit}`, { node, visit }]));
  return [...refs.values()].filter((ref) => !isAbsorbedAt(work, ref, join));
}

function isComing(work: Work, token: Token, join: string): boolean {
  return token.to === join || work.program.reaches(token.to, join);
}

/** The first one wins: every living token that could still come here ends, a begun write only finishes. */
function dropOthers(work: Work, join: string): void {
  const reason = `Another way came first to ${join}.`;
  for (const visit of liveVisits(work)) {
    if (!work.program.reaches(visit.node, join)) continue;
    const isDoubtful = visit.status === 'unknown' || isBegunWrite(work, visit);
    const type = isDoubtful ? 'step.detached' : 'step.cancelled';
    emit(work, { type, node: visit.node, visit: visit.visit, data: { reason } });
  }
  for (const token of work.state.parked.filter((one) => canStillCome(work, one, join)))
    emit(work, { type: 'token.absorbed', node: token.join, visit: null, data: { from: token.from } });
  const lost = work.tokens.filter((token) => isComing(work, token, join));
  work.tokens = work.tokens.filter((token) => !lost.includes(token));
  for (const token of lost)
    emit(work, { type: 'token.absorbed', node: token.to, visit: null, data: { from: token.from } });
}

function failCount(work: Work, node: JoinNode, count: number, from: VisitRef[]): void {
  const came = from.length === 1 ? 'one has come' : `${from.length} have come`;
  const error = {
    code: 'join_unmet',
    message: `This join waits for ${count} ways, ${came} and no other can come any more.`,
    fix: 'Lower its `count`, or lead more ways to it.',
  };
  failRun(work, node, visitCount(work.state, node.name) + 1, error, { from });
}
