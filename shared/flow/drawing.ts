import type { Json, JsonObject } from '../json.ts';
import type { Field } from '../steps/field.ts';
import type { ConnectionKind, Effect } from '../steps/kind.ts';

/** A flow as it is drawn: what the YAML file says, before it is compiled. FLOW-FORMAT.md. */
export type Drawing = {
  countersign: 1;
  id: string;
  name?: string;
  description?: string;
  labels?: string[];
  inputs?: Record<string, Field>;
  connections?: Record<string, ConnectionSlot>;
  settings?: FlowSettings;
  /** Drawing order is the key order. */
  nodes: Record<string, DrawingNode>;
  edges: Edge[];
  layout?: Record<string, [number, number]>;
  notes?: { text: string; at: [number, number] }[];
  /** Frames drawn around steps; for whoever reads the drawing, without meaning for a run. */
  groups?: DrawingGroup[];
  samples?: Record<string, Json>;
};

export type ConnectionSlot = { kind: ConnectionKind; description?: string; label?: string };

/** A step stands in one group at most. */
export type DrawingGroup = { name: string; nodes: string[] };

export type OverlapMode = 'allow' | 'queue' | 'skip' | 'replace';

export type FlowSettings = {
  overlap?: OverlapMode | { mode: OverlapMode; key: string };
  /** A duration such as `90d`. */
  retention?: string;
};

export type DrawingNode = {
  kind: string;
  name?: string;
  note?: string;
  /** As written, without defaults: printing gives the same bytes. */
  config?: JsonObject;
  retry?: { attempts: number; backoff?: string; factor?: number };
  timeout?: string;
  visits?: number;
  effect?: Exclude<Effect, 'none'>;
};

/** `from.port -> to`; `port` is always explicit here, the text leaves out the main one. */
export type Edge = { from: string; port: string; to: string };
