import type { StepError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { ResourceRef, StepOutcome } from '../../shared/run/input.ts';

/** A connection with its secrets opened: exists only in memory, only during one attempt. */
export type OpenConnection = {
  name: string;
  kind: string;
  settings: Record<string, string>;
  secrets: Record<string, string>;
};

/** All an executor may touch. It sees its own work and nothing else: no store, no runtime. */
export type StepContext = {
  /** Aborted on cancel, timeout and quit. */
  signal: AbortSignal;
  /** The bound connection of the step's slot; null where the step names none. */
  connection: OpenConnection | null;
  /** The same for every attempt of one visit: `Idempotency-Key`, job folder, message id. */
  key: string;
  attempt: number;
  where: { run: string; flow: string; node: string; visit: number; draft: boolean };
  /** Epoch ms. */
  now: () => number;
  log: (line: string) => void;
  resources: {
    put: (content: string | Uint8Array, type: string, name?: string) => Promise<ResourceRef>;
    text: (ref: ResourceRef) => Promise<string>;
  };
  /** Resolves people and pools of `notify.to` to people; desktop toasts go through the host. */
  people: {
    recipients: (to: { people: string[]; pools: string[] }) => { id: string; name: string; email?: string }[];
  };
  toast: (message: { title: string; body: string; link: string | null; to: string[] }) => Promise<void>;
};

/** What happened to an attempt that a crash interrupted, where the kind can find out. */
export type ProbeResult = { happened: true; output: Json } | { happened: false } | { happened: 'unsure' };

/** One thing that would leave this machine, as a person can read it: the bytes of the body are those that are sent. */
export type Sending = {
  /** `POST https://cms.example/posts`, `Mail to Ada <ada@example.com>`. */
  to: string;
  /** Headers of a request or mail; folder, variables and input of a command. */
  headers: Record<string, string>;
  body: string | null;
};

export type Preview = { ok: true; sends: Sending[] } | { ok: false; error: StepError };

/**
 * One kind's effect. `input` is the config with every template resolved, parsed by the kind's schema.
 * Never throws for the far end's faults: those are outcomes with our own words, no library text, no secret.
 */
export type Executor<Input> = {
  execute: (input: Input, context: StepContext) => Promise<StepOutcome>;
  probe?: (input: Input, context: StepContext) => Promise<ProbeResult>;
  /** What `execute` would send, made by the same code and without sending it. Kinds that send nothing have none. */
  preview?: (input: Input, context: StepContext) => Promise<Preview>;
};
