import type { Json } from '../json.ts';
import type { Field } from '../steps/field.ts';

export type Tier = 0 | 1 | 2 | 3;

/** What will happen, in a structure: APPROVALS.md “The node”, with every template already resolved. */
export type Proposal = {
  action: string;
  target: string | null;
  reason: string | null;
  values: Record<string, Json>;
  /** null = the author declared nothing; `unknown` is said on the card, not hidden. */
  affects: { count: Json; list: Json } | null;
};

export type Evidence =
  | { label: string; kind: 'text' | 'markdown' | 'json' | 'table' | 'resource' | 'image'; value: Json }
  | { label: string; kind: 'diff'; before: Json; after: Json };

export type EditableField = { field: Field; value: Json };

export type Assignment = {
  pools: string[];
  people: string[];
  /** Who may not decide, resolved to person ids where known. */
  exclude: { rule: 'requester' | 'author' | 'previous'; person: string | null }[];
};

/** An escalation rung: `after` counts from the card's creation. */
export type Rung = { afterMs: number; pools: string[]; people: string[]; keep: boolean };

/**
 * The card as it was frozen when the approval was asked for. `cardHash` is SHA-256 over its canonical JSON
 * without `id`, `createdAt`, `deadline` and `next`: what a person agrees to, not when it was asked.
 */
export type Card = {
  id: string;
  run: string;
  flow: string;
  version: number | null;
  node: string;
  visit: number;
  title: string;
  tier: Tier;
  /** Why this tier: the policy rule's name, `fixed by the flow` or `no policy released`. */
  rule: string;
  draft: boolean;
  createdAt: number;
  deadline: number | null;
  requester: string | null;
  /** True where an excluded requester is not a known person: the card says so and one more must agree. */
  requesterUnknown: boolean;
  startedBy: string;
  proposal: Proposal;
  show: Evidence[];
  editable: Record<string, EditableField>;
  alternatives: { name: string; label: string }[];
  /** `changes` is offered only where its port is wired. */
  offersChanges: boolean;
  assign: Assignment;
  quorum: number;
  veto: boolean;
  require: { comment: 'never' | 'on-decline' | 'always'; open: string[] };
  /** `outcome`: `requester`, `stakeholders`, or people and pools by name. */
  notify: { via: ('desktop' | 'email')[]; outcome: string[] };
  remindMs: number[];
  escalate: Rung[];
  onTimeout: 'port' | 'approve' | 'decline';
  undoMs: number | null;
  /** Earlier decisions in this run, oldest first. */
  earlier: {
    node: string;
    title: string;
    decision: string;
    by: string;
    comment: string | null;
    at: number;
  }[];
  /** What each button does next in plain sentences, computed from the definition: approved, declined, changes, timeout, alternatives. */
  next: Record<string, string[]>;
};

export type Via = 'window' | 'toast' | 'cli' | 'http' | 'link' | 'timer' | 'practice';

/** What was pressed on a message: it can be taken back until `until` (epoch ms by the run's own clock), then it counts. */
export type Held = {
  decision: string;
  by: string;
  via: Via;
  seen: string | null;
  at: number;
  until: number;
};

/** One person's voice. An approval with a quorum collects several before it is decided. */
export type Voice = {
  decision: string;
  by: string;
  comment: string | null;
  values: Record<string, Json> | null;
  at: number;
  via: Via;
};
