import type { Card, Held, Via, Voice } from '../approval/proposal.ts';
import type { StepError } from '../errors.ts';
import type { Json } from '../json.ts';

export type VisitRef = { node: string; visit: number };

export type RunStatus = 'running' | 'waiting' | 'succeeded' | 'failed' | 'declined' | 'cancelled';

/** Everything that is fixed when a run starts. */
export type RunInfo = {
  run: string;
  flow: string;
  /** null for a draft run. */
  version: number | null;
  target: 'draft' | 'live' | 'version';
  hash: string;
  trigger: { node: string; kind: string };
  /** The `trigger` variable: `{ input }`, `{ body, headers, query }`, `{ scheduledFor }` or `{ event }`. */
  payload: Json;
  /** A person's id, or `webhook`, `schedule`, `event`. */
  startedBy: string;
  /** Who asked, as a person's id; null when unknown. */
  requester: string | null;
  /** Who authored the flow or released it, as a person's id; null when unknown. */
  author: string | null;
};

/** What time brings to a visit: a card's rungs, the end of a hold, the end of a wait or a sleep, the next attempt of a step. */
export type DueKind = 'reminder' | 'escalation' | 'deadline' | 'hold' | 'wake' | 'retry';

/**
 * On the first event of a visit only. `from`: the visits whose tokens led here. `again`: the visit of the same node that
 * a retry of the run does over.
 */
type Entry = { from?: VisitRef[]; again?: number };

export type EventData = {
  'run.started': RunInfo;
  /** Intention of an effect: stored before anything leaves the process. `input` as resolved, secrets masked. */
  'step.started': Entry & { attempt: number; input: Json; key: string; practice?: true };
  /** The attempt failed in a passing way; the next one is due at `retryAt`. */
  'step.retrying': { attempt: number; error: StepError; retryAt: number };
  /** The process died during the attempt and the kind allows to do it again. */
  'step.interrupted': { attempt: number };
  /** The process died during the attempt and nobody knows whether it happened. */
  'step.unknown': { attempt: number; reason: string };
  /** Done: `input` where no `step.started` told it (pure steps). `because`: the condition that decided a branch. */
  'step.succeeded': Entry & {
    /** The way out; empty where the kind has none (`end`). */
    port: string;
    output: Json;
    input?: Json;
    because?: string;
    practice?: true;
    /** A person who gave the output instead of the step: after its attempts (`answer`), or in their place (`edit`). */
    override?: string;
    /** A join that fired without them: these visits' tokens go no further once they come to it. */
    absorbs?: VisitRef[];
  };
  /** Final failure. `port` null: unwired, the run fails. */
  'step.failed': Entry & { error: StepError; port: string | null; attempt?: number; input?: Json };
  'step.waiting': Entry & { kind: 'callback' | 'event' | 'timer'; until: number | null; input?: Json };
  /** `withRun`: the whole run stopped, not this branch alone. */
  'step.cancelled': Entry & { reason: string; withRun?: true };
  /** Its branch lost while a write had begun: it finishes, is recorded and goes no further. */
  'step.detached': { reason: string };
  /** Only ever by a repair: left out by a person, with nothing as its output. `writes`: something outside did not happen. */
  'step.skipped': Entry & { by: string; port: string; writes?: true };
  /** A token came to a join and is kept there. */
  'token.parked': { from: VisitRef };
  /** A token came to a join that had fired already, or its branch lost against another: it goes no further. */
  'token.absorbed': { from: VisitRef };
  'approval.requested': Entry & { card: Card; cardHash: string };
  'approval.voice': { voice: Voice };
  'approval.claimed': { by: string | null };
  'approval.reassigned': { by: string; pools: string[]; people: string[] };
  'approval.deferred': { by: string; until: number };
  'approval.commented': { by: string; text: string };
  /** Pressed on a message: it counts at `until`, unless somebody takes it back or decides before. */
  'approval.held': { held: Held };
  /** Taken back: `of` had pressed. By `timer` where it could not count any more, with the reason. */
  'approval.undone': { by: string; of: string; reason: string | null };
  'approval.reminded': { index: number };
  'approval.escalated': { rung: number };
  /** Ends the wait. `by` is a person's id, or `timer`. */
  'approval.decided': {
    decision: string;
    by: string;
    /** Everybody whose word it was, by name, as they were called then. Histories of earlier builds have none. */
    who?: string;
    comment: string | null;
    via: Via;
    rule: string;
    values: Record<string, Json>;
    edits: { op: 'replace' | 'add' | 'remove'; path: string; value?: Json }[];
  };
  /** Practice: a draft's own clock was moved on by `ms` to what was due next there; everything after it is later by that. */
  'clock.jumped': { by: string; ms: number; to: DueKind };
  /**
   * Somebody answered an unknown, or set a failed run going: `retry` does its step over, `edit` and `skip` are followed
   * by the event that stands for what the step would have given. Overrides show as such.
   */
  'run.repaired': {
    by: string;
    action: 'retry' | 'answer' | 'edit' | 'skip';
    /** edit: the way out that was chosen, and the output as the journal keeps it. */
    port?: string;
    outputHash?: string;
    answer?: 'done' | 'again' | 'fail';
    hash?: string;
    version?: number | null;
  };
  'run.ended': {
    status: Exclude<RunStatus, 'running' | 'waiting'>;
    node: string | null;
    message: string | null;
    output: Json;
    by?: string;
  };
};

export type EventType = keyof EventData;

/** `at` is epoch milliseconds; `node` is empty for events of the run itself. */
export type RunEvent = {
  [T in EventType]: {
    seq: number;
    at: number;
    type: T;
    node: string | null;
    visit: number | null;
    data: EventData[T];
  };
}[EventType];

/** An event that decide made and nobody numbered yet. */
export type NewEvent = {
  [T in EventType]: { type: T; node: string | null; visit: number | null; data: EventData[T] };
}[EventType];
