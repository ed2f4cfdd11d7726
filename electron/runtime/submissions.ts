import type { Identified } from '../../shared/audit/entry.ts';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import { checkCallback } from '../../shared/run/decide/waits.ts';
import { opened } from '../../shared/run/opened.ts';
import type { RunInput } from '../../shared/run/input.ts';
import type { RunState } from '../../shared/run/state.ts';
import { findVisit } from '../../shared/run/visits.ts';
import type { Resources } from '../resources/resources.ts';
import type { Store } from '../store/store.ts';
import type { CallbackTokens } from './callback-tokens.ts';
import type { Clock } from './clock.ts';
import type { Engine } from './engine.ts';
import type { Sources } from './sources.ts';
import { createStorable } from './storable.ts';

export type Once = {
  how: Identified;
  /** Request id, per approval or run. */
  request?: { scope: string; key: string; bodyHash: string } | undefined;
  /** What is answered, now and whenever the same request comes again. */
  answer: (state: RunState) => Json;
};

export type SubmissionParts = {
  store: Store;
  engine: Engine;
  sources: Sources;
  tokens: CallbackTokens;
  resources: Resources;
  mask: (value: Json) => Json;
  clock: Clock;
};

/** What people and other programs say to a run that goes on. A refusal is thrown and has changed nothing. */
export function createSubmissions(parts: SubmissionParts) {
  const { store, engine, sources, clock } = parts;
  const storable = createStorable(parts.mask, parts.resources);

  async function submit(run: string, input: RunInput, how: Identified = 'host'): Promise<RunState> {
    const kept = await storable.input(input);
    return engine.write(() => engine.apply(run, kept, how).state);
  }

  /** The answer is stored with the transition, and given again to the same request. */
  async function submitOnce(
    run: string,
    input: RunInput,
    once: Once,
  ): Promise<{ answer: Json; repeated: boolean }> {
    const { request, how } = once;
    const kept = await storable.input(input);
    return engine.write(() => {
      const known =
        request === undefined ? null : store.requests.find(request.scope, request.key, request.bodyHash);
      if (known !== null) return { answer: known.answer, repeated: true };
      const answer = once.answer(engine.apply(run, kept, how).state);
      if (request !== undefined)
        store.requests.keep(request.scope, request.key, request.bodyHash, answer, clock.now());
      return { answer, repeated: false };
    });
  }

  /** Goes on from a failed step: on the release in force, or on a named one. */
  function retry(
    run: string,
    options: { by: string; from: string | null; version: number | null; how: Identified },
  ): Promise<RunState> {
    const { state } = engine.load(run);
    const named = options.version === null ? null : sources.find(state.info.flow, options.version);
    const [hash, version] =
      named === null ? [state.hash, state.version] : [named.program.hash, named.version];
    return submit(run, { type: 'retry', by: options.by, node: options.from, hash, version }, options.how);
  }

  /** Resumes a wait. A call that comes before its wait is kept for it; `early` says so. */
  async function callback(token: string, body: Json): Promise<{ run: string; early: boolean }> {
    const target = parts.tokens.read(token);
    if (target === null) {
      throw new AppError('not_found', 'This address is not known here.', {
        fix: 'Check that it is complete and unchanged.',
      });
    }
    const { run, node, visit } = target;
    const kept = await storable.value(body);
    const early = await engine.write(() => {
      const { state } = engine.load(run);
      if (state.endedAt !== null || findVisit(state, node, visit) !== undefined) {
        engine.apply(run, { type: 'callback', node, visit, body: kept }, 'link');
        return false;
      }
      keepEarly(state, node, visit, kept);
      return true;
    });
    return { run, early };
  }

  function keepEarly(state: RunState, node: string, visit: number, body: Json): void {
    const whole = opened(parts.resources, body);
    const refused = checkCallback(sources.programOf(state.hash), node, whole);
    if (refused !== null) throw refused;
    if (store.callbacks.keep(state.info.run, node, visit, body, clock.now())) return;
    throw new AppError('expired', 'This wait was answered already.', { fix: 'Nothing is left to do here.' });
  }

  return { submit, submitOnce, retry, callback, storableValue: storable.value };
}
