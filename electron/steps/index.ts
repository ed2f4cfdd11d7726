import type { Json } from '../../shared/json.ts';
import type { stepKinds } from '../../shared/steps/index.ts';
import type { Executor } from './executor.ts';
import { createHttpExecutor } from './http.ts';
import { createGuard } from './http/guard.ts';
import { createLlmExecutor } from './llm.ts';
import { createNotifyExecutor } from './notify.ts';
import { persist } from './persist.ts';
import { ssh } from './ssh.ts';

export { pollJob } from './ssh.ts';

/** Kinds whose work happens outside the transaction: the compiler asks for an executor of each. */
export type EffectKind = Extract<(typeof stepKinds)[number], { execution: 'effect' }>['kind'];

export type Executors = Record<EffectKind, Executor<Json>>;

/** `forbiddenPorts`: this host's own API, which no step may talk to; asked at each request. */
export function createExecutors(options: { forbiddenPorts?: () => readonly number[] } = {}): Executors {
  const guard = createGuard(options.forbiddenPorts ?? (() => []));
  return {
    http: createHttpExecutor(guard),
    llm: createLlmExecutor(guard),
    ssh,
    notify: createNotifyExecutor(guard),
    persist,
  };
}

export const executors: Executors = createExecutors();
