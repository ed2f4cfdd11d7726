import type { z } from 'zod';

/** Whether the outside world changes. Policy, warnings and the card read it. */
export type Effect = 'none' | 'read' | 'write';

/**
 * How the engine carries a kind out: a `trigger` only starts runs; a `pure` step is decided inside the
 * transaction; `wait` and `approval` are rows and due times; an `effect` goes through an executor.
 */
export type Execution = 'trigger' | 'pure' | 'wait' | 'approval' | 'effect';

/** What to do with an attempt that a crash interrupted: RUNTIME.md, guarantee 4. */
export type AfterCrash = 'again' | 'keyed' | 'probe' | 'ask';

export type ConnectionKind = 'http' | 'llm' | 'ssh' | 'smtp' | 'db';

export type KindGroup = 'start' | 'act' | 'people' | 'shape' | 'steer';

/**
 * One step kind as data: what its config looks like, which ways lead out of it and what it does to the world.
 * Executors (`electron/steps`) and faces (`renderer/steps`) are typed from the list in `index.ts`.
 */
export type StepKind<Name extends string = string, Schema extends z.ZodType = z.ZodType> = {
  kind: Name;
  title: string;
  summary: string;
  group: KindGroup;
  /** Strict object; strings may hold `{{ }}` unless listed in `literals` or `conditions`. Carries defaults. */
  config: Schema;
  execution: Execution;
  /** Every way out in drawing order; the first is the main port. `error` and `limit` are added by `portsOf`. */
  ports: (config: z.output<Schema>) => readonly string[];
  effect: (config: z.output<Schema>) => Effect;
  /** Takes `retry` and `timeout`, has the port `error`. */
  canFail: boolean;
  afterCrash: (config: z.output<Schema>) => AfterCrash;
  /** Top-level config fields in which `{{ }}` is not allowed. */
  literals: readonly string[];
  /** Config paths that hold a bare expression; `*` stands for any key or index: `cases.*.when`. */
  conditions: readonly string[];
  /** The connection kind that `config.connection` names a slot of. */
  connection?: ConnectionKind;
  /** Instead of `connection`, where the config decides which kind it is. Read both through `connectionKindOf`. */
  connectionFor?: (config: z.output<Schema>) => ConnectionKind | null;
  /** One plain line for the node's face: “POST to cms”. */
  describe: (config: z.output<Schema>) => string;
};

/** Keeps a kind's own types while it is checked against the contract. */
export function defineKind<const Name extends string, Schema extends z.ZodType, const How extends Execution>(
  kind: StepKind<Name, Schema> & { execution: How },
): StepKind<Name, Schema> & { execution: How } {
  return kind;
}
