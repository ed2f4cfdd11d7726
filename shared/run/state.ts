import type { Assignment, Card, Held, Voice } from '../approval/proposal.ts';
import type { StepError } from '../errors.ts';
import type { Json } from '../json.ts';
import type { EventData, RunInfo, RunStatus, VisitRef } from './event.ts';

/** A run as its events tell it. Made by `replay` alone; nothing else writes it. */
export type RunState = {
  info: RunInfo;
  status: RunStatus;
  startedAt: number;
  endedAt: number | null;
  outcome: { node: string | null; message: string | null; output: Json } | null;
  /** In order of entry. */
  visits: Visit[];
  /** Tokens kept at joins. */
  parked: { join: string; from: VisitRef; at: number }[];
  /** Definition in force: the pinned one, or the one a repair named. */
  hash: string;
  version: number | null;
  seq: number;
  /** Places in `visits` of those that have not ended, in order of entry: due times and joins look at these alone. */
  open: number[];
  /** How far the run's own clock is ahead of the real one: 0 unless a draft jumped (practice). */
  clockAheadMs: number;
  /** seq of the event that last set the run going: its start, or a repair. */
  liveSince: number;
};

export type Attempt = { attempt: number; startedAt: number; endedAt: number | null; error: StepError | null };

export type Visit = VisitFacts & VisitStatus;

export type VisitFacts = {
  node: string;
  visit: number;
  from: VisitRef[];
  startedAt: number;
  endedAt: number | null;
  /** seq of the event that ended it: “latest wins” at joins. */
  endedSeq: number | null;
  input: Json;
  attempts: Attempt[];
  practice: boolean;
  override: string | null;
  because: string | null;
  /** Joins that fired without this token: it and what follows from it are absorbed there. */
  absorbedBy: VisitRef[];
  /** A begun write whose branch lost: it finishes, is recorded and goes no further. */
  detached: boolean;
  approval: ApprovalState | null;
};

export type VisitStatus =
  | { status: 'scheduled'; retryAt: number; error: StepError }
  | { status: 'running'; attempt: number; key: string }
  | { status: 'waiting'; kind: 'callback' | 'event' | 'timer' | 'approval'; until: number | null }
  | { status: 'succeeded'; port: string; output: Json }
  | { status: 'failed'; error: StepError; port: string | null }
  | { status: 'skipped'; port: string }
  /** `withRun`: the whole run stopped, so a retry of the run sets this branch going again. */
  | { status: 'cancelled'; reason: string; withRun: boolean }
  | { status: 'unknown'; attempt: number; reason: string };

export type ApprovalStatus =
  'pending' | 'approved' | 'declined' | 'changes' | 'expired' | 'cancelled' | 'voided';

export type ApprovalState = {
  card: Card;
  cardHash: string;
  status: ApprovalStatus;
  voices: Voice[];
  /** Holders now: the card's, plus escalations and reassignments. */
  assign: Assignment;
  claimedBy: string | null;
  held: Held | null;
  deferredUntil: number | null;
  deferredBy: string | null;
  comments: { by: string; text: string; at: number }[];
  reminded: number;
  escalated: number;
  decided: (EventData['approval.decided'] & { at: number }) | null;
};
