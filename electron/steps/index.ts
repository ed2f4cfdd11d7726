import type { Json } from '../../shared/json.ts';
import type { stepKinds } from '../../shared/steps/index.ts';
import type { Executor, Preview, StepContext } from './executor.ts';
import { createHttpExecutor } from './http.ts';
import { createGuard } from './http/guard.ts';
import { persist } from './persist.ts';
import type { pollJob as PollJob } from './ssh.ts';

/** Kinds whose work happens outside the transaction: the compiler asks for an executor of each. */
export type EffectKind = Extract<(typeof stepKinds)[number], { execution: 'effect' }>['kind'];

export type Executors = Record<EffectKind, Executor<Json>>;

/**
 * The list. Kinds that bring a large library load it with their first attempt: a host that only waits stays small.
 * `forbiddenPorts`: this host's own API, which no step may talk to; asked at each request.
 */
export function createExecutors(options: { forbiddenPorts?: () => readonly number[] } = {}): Executors {
  const guard = createGuard(options.forbiddenPorts ?? (() => []));
  const llm = once(async () => (await import('./llm.ts')).createLlmExecutor(guard));
  const notify = once(async () => (await import('./notify.ts')).createNotifyExecutor(guard));
  const ssh = once(async () => (await import('./ssh.ts')).ssh);
  return {
    http: createHttpExecutor(guard),
    llm: {
      execute: async (input, context) => (await llm()).execute(input, context),
      preview: async (input, context) => shown(await llm(), input, context),
    },
    ssh: {
      execute: async (input, context) => (await ssh()).execute(input, context),
      probe: async (input, context) => (await ssh()).probe(input, context),
      preview: async (input, context) => (await ssh()).preview(input, context),
    },
    notify: {
      execute: async (input, context) => (await notify()).execute(input, context),
      preview: async (input, context) => shown(await notify(), input, context),
    },
    persist,
  };
}

/** Looks at a detached job; loads the SSH library with the first look. */
export const pollJob: typeof PollJob = async (...job) => (await import('./ssh.ts')).pollJob(...job);

async function shown(executor: Executor<Json>, input: Json, context: StepContext): Promise<Preview> {
  return (await executor.preview?.(input, context)) ?? { ok: true, sends: [] };
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () => (loaded ??= load());
}
