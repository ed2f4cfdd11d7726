import { messagesOf } from '../../shared/approval/messages.ts';
import type { Identified } from '../../shared/audit/entry.ts';
import { auditOf } from '../../shared/audit/run-audit.ts';
import type { Json } from '../../shared/json.ts';
import type { NewEvent, RunEvent, RunInfo } from '../../shared/run/event.ts';
import { evolve } from '../../shared/run/evolve.ts';
import type { Program } from '../../shared/run/program.ts';
import { realTime } from '../../shared/run/run-time.ts';
import type { RunState } from '../../shared/run/state.ts';
import type { Audit } from '../audit/audit.ts';
import { eventsBody } from '../store/events.ts';
import type { Store } from '../store/store.ts';
import { approvalRowOf, changedApprovals } from './approval-rows.ts';
import type { Live } from './live-runs.ts';
import type { Sources } from './sources.ts';
import { standingOf } from './standing.ts';

/** One transition that is about to be committed, and what has to happen once it is. */
export type Applied = {
  live: Live;
  program: Program;
  /** Id of the events' row. */
  row: number;
  events: readonly RunEvent[];
  approvals: string[];
  dueAt: number | null;
  polled: boolean;
  messages: boolean;
};

/** Puts a transition into the open transaction: events, the run's row, cards, messages and journal together. */
export function createRecorder(parts: { store: Store; sources: Sources; audit: Audit }) {
  const { store, sources } = parts;

  /**
   * Writes one transition: a new run takes two inserts, everything else one insert and one update. `at` is the run's own
   * time; messages leave by the real one, and the journal tells it.
   */
  function record(
    live: Live,
    program: Program,
    events: readonly NewEvent[],
    at: number,
    how: Identified | null,
    fresh: RunInfo | null,
  ): Applied {
    let state: RunState | null = live.state === emptyState ? null : live.state;
    const first = (state?.seq ?? 0) + 1;
    const numbered: RunEvent[] = [];
    for (const event of events) {
      // The type and its data stay the pair they were; spreading only loses that for the compiler.
      const one = { ...event, seq: first + numbered.length, at } as RunEvent;
      state = evolve(state, one);
      numbered.push(one);
    }
    if (state === null) throw new Error('A transition without events was recorded.');
    live.state = state;
    const inForce = state.hash === program.hash ? program : sources.programOf(state.hash);
    const standing = standingOf(inForce, state);
    const { info } = state;
    if (fresh === null) store.runs.update({ n: live.n, ...standing });
    else {
      live.n = store.runs.insert({ ...headOf(info, live.etag, state.startedAt, live.overlap), ...standing });
    }
    const body = eventsBody(events);
    const row = store.events.append(live.n, first, at, body);
    const applied: Applied = {
      live,
      program: inForce,
      row,
      events: numbered,
      approvals: project(inForce, live.state, numbered, how),
      dueAt: standing.dueAt,
      polled: standing.polled,
      messages: false,
    };
    if (body.includes('"$resource"')) noteResources(info.run, body, applied.approvals.length > 0);
    if (applied.approvals.length > 0) applied.messages = post(live.state, numbered, realTime(state, at));
    return applied;
  }

  function project(
    program: Program,
    state: RunState,
    events: readonly RunEvent[],
    how: Identified | null,
  ): string[] {
    const visits = changedApprovals(state, events);
    for (const visit of visits) store.approvals.save(approvalRowOf(state, visit, store.workspace.get()));
    const writes = (node: string): boolean => program.find(node)?.definition.effect === 'write';
    const drafts = events.flatMap((event) => auditOf(event, state, how ?? 'host', { writes }));
    if (drafts.length > 0)
      parts.audit.record(drafts.map((draft) => ({ ...draft, at: realTime(state, draft.at) })));
    return visits.map((visit) => visit.approval.card.id);
  }

  function post(state: RunState, events: readonly RunEvent[], at: number): boolean {
    let posted = false;
    for (const event of events) {
      if (!event.type.startsWith('approval.') && event.type !== 'step.cancelled') continue;
      const messages = messagesOf(event, state, store.workspace.get());
      if (event.type === 'approval.decided' || event.type === 'step.cancelled') {
        store.outbox.withdraw(`${state.info.run}.${event.node ?? ''}.${event.visit ?? 0}`);
      }
      for (const message of messages) {
        const { key, approval, kind } = message;
        posted = store.outbox.put({ key, approval, kind, body: message as unknown as Json, at }) || posted; // a plain record
      }
    }
    return posted;
  }

  function noteResources(run: string, body: string, evidence: boolean): void {
    for (const [, sha] of body.matchAll(/"\$resource":"([0-9a-f]{64})"/g)) {
      if (sha !== undefined) store.resources.use(sha, run, evidence);
    }
  }

  return record;
}

export function headOf(info: RunInfo, etag: string, startedAt: number, overlap: string | null) {
  const { run: id, flow, target, startedBy, requester } = info;
  return {
    id,
    flow,
    target,
    etag,
    triggerNode: info.trigger.node,
    triggerKind: info.trigger.kind,
    startedBy,
    requester,
    startedAt,
    overlap,
  };
}

/** Stands for “no state yet” until the first event is folded. */
export const emptyState = Object.freeze({}) as RunState;
