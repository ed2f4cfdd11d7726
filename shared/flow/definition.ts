import type { JsonObject } from '../json.ts';
import type { Field } from '../steps/field.ts';
import type { ConnectionKind, Effect } from '../steps/kind.ts';
import type { OverlapMode } from './drawing.ts';
import type { Problem } from './problem.ts';

/**
 * What the compiler makes of a drawing and a run is pinned to. Plain JSON; its SHA-256 over RFC 8785 canonical
 * bytes is the definition's hash. Names, notes, groups, layout, samples and labels are not in it.
 */
export type Definition = {
  format: 1;
  flow: string;
  inputs: Record<string, Field>;
  connections: Record<string, { kind: ConnectionKind }>;
  settings: { overlap: { mode: OverlapMode; key: string | null }; retentionMs: number | null };
  /** Node names in drawing order: canonical JSON sorts keys, and joins need the order. */
  order: string[];
  nodes: Record<string, DefinitionNode>;
};

export type DefinitionNode = {
  kind: string;
  /** Defaults applied by the kind's schema; templates are kept as text, already parsed once without error. */
  config: JsonObject;
  effect: Effect;
  retry: { attempts: number; backoffMs: number; factor: number } | null;
  /** Per attempt; null = the kind's own limit. */
  timeoutMs: number | null;
  visits: number;
  /** Every way out of the node, also the open ones (empty list), targets in drawing order. */
  ports: Record<string, string[]>;
  /** Every value it reads: `steps.summarize.risk`, `trigger.body.text`; sorted, distinct. */
  reads: string[];
};

export type CompileResult =
  | { ok: true; definition: Definition; hash: string; canonical: string; warnings: Problem[] }
  | { ok: false; problems: Problem[] };
