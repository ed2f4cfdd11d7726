import type { Workspace } from '../approval/workspace.ts';
import type { Via } from '../approval/proposal.ts';
import type { AppError, StepError } from '../errors.ts';
import type { Json } from '../json.ts';
import type { NewEvent, RunInfo } from './event.ts';

/** A value over 64 KiB travels as this; the bytes are a file named by their SHA-256. */
export type ResourceRef = { $resource: string; size: number; type: string; name?: string };

export function isResourceRef(value: Json | undefined): value is ResourceRef {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    typeof value['$resource'] === 'string' &&
    typeof value['size'] === 'number'
  );
}

/**
 * How an attempt ended. `unsure`: it may have happened (a reset after the request left, a lost SSH session). It becomes
 * `unknown` and asks a person, unless the author wrote a `retry` on the step or it only reads.
 */
export type StepOutcome =
  { ok: true; output: Json } | { ok: false; error: StepError } | { ok: 'unsure'; error: StepError };

/** Who speaks. `person` comes from the session or key, never from a request's body. */
export type Actor = {
  person: string;
  via: Via;
  /** a draft's starter deciding as a practice person */ practice?: string;
};

/** Everything that can happen to a run. */
export type RunInput =
  | { type: 'start'; info: RunInfo }
  /** An executor's answer to attempt n. */
  | { type: 'result'; node: string; visit: number; attempt: number; result: StepOutcome }
  /** Time has come for something: retries, timers, reminders, escalations, deadlines. Re-read under the lock. */
  | { type: 'tick' }
  /** Practice: a draft's clock goes on to what is due next there, and that happens. */
  | { type: 'jump'; by: string }
  /** `practice`: a sample answered where the job behind the wait was answered from one too. */
  | { type: 'callback'; node: string; visit: number; body: Json; practice?: true }
  | {
      type: 'decision';
      node: string;
      visit: number;
      actor: Actor;
      decision: string;
      comment: string | null;
      values: Record<string, Json> | null;
      seen: string | null;
    }
  /** A decision from a message: it counts once the time to take it back has passed. */
  | { type: 'hold'; node: string; visit: number; actor: Actor; decision: string; seen: string | null }
  | { type: 'undo'; node: string; visit: number; actor: Actor }
  | { type: 'claim'; node: string; visit: number; actor: Actor; release: boolean }
  | { type: 'reassign'; node: string; visit: number; actor: Actor; pools: string[]; people: string[] }
  | { type: 'defer'; node: string; visit: number; actor: Actor; until: number }
  | { type: 'comment'; node: string; visit: number; actor: Actor; text: string }
  | { type: 'cancel'; by: string; reason: string }
  /** After a start of the host: attempts without a result were interrupted. `probes`: what a kind's probe found out. */
  | {
      type: 'recover';
      probes: {
        node: string;
        visit: number;
        found: { happened: true; output: Json } | { happened: false } | { happened: 'unsure' };
      }[];
    }
  | {
      type: 'answer';
      node: string;
      visit: number;
      by: string;
      answer: 'done' | 'again' | 'fail';
      output: Json;
    }
  /** Retry a failed run from a node (default: the failed one); the program given to decide is the one to go on with. */
  | { type: 'retry'; by: string; node: string | null; hash: string; version: number | null }
  /** Go on as if the step had given this. `visit` null: its latest round; `way` null: the usual one. */
  | { type: 'edit'; by: string; node: string; visit: number | null; way: string | null; output: Json }
  /** Go on without the failed step. */
  | { type: 'skip'; by: string; node: string; visit: number | null };

/** What decide may know besides the run: the time, the people, stored resources and early callbacks. No I/O of its own. */
export type World = {
  /** Epoch ms by the run's own clock (`runTime`). */
  at: number;
  workspace: Workspace;
  /** Resource text or JSON by reference, up to 8 MiB; undefined when it is gone. */
  read: (ref: ResourceRef) => Json | undefined;
  /** What history may hold of a value that was worked out here: what is over 64 KiB becomes a reference. */
  keep: (value: Json) => Json;
  /** A callback that came before its wait: taken out when the wait begins. */
  earlyCallback: (node: string, visit: number) => Json | undefined;
  /** A draft run whose step has no bound connection: its sample answers, marked “practice”. */
  practice: (node: string) => boolean;
  /** What the drawing calls a step: names are not part of the definition, but people read them on the card. */
  nameOf: (node: string) => string;
};

/** Either events to append (possibly none: nothing to do), or a refusal for the caller; a refusal changes nothing. */
export type Decision = { events: NewEvent[]; refused: null } | { events: []; refused: AppError };
