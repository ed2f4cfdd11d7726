import { AppError } from '../../shared/errors.ts';
import { ExpressionError } from '../../shared/expression/expression-error.ts';
import { renderText, renderValue } from '../../shared/expression/template.ts';
import type { Json } from '../../shared/json.ts';
import type { RunState } from '../../shared/run/state.ts';
import { variablesFor } from '../../shared/run/variables.ts';
import type { ConfigOf } from '../../shared/steps/index.ts';
import type { Resources } from '../resources/resources.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { Engine } from './engine.ts';
import { assertHookCaller, hookHeader, hookPayload, hookSecret } from './hook-request.ts';
import type { HookRequest } from './hook-request.ts';
import { beginByOverlap } from './overlap.ts';
import type { Source, Sources } from './sources.ts';
import { idIn, infoOf } from './starts.ts';

type HookConfig = ConfigOf<'trigger.webhook'>;
type Hook = { node: string; config: HookConfig; secret: string; source: Source };

export type HookAnswer = {
  id: string;
  /** The same delivery came before: `id` is the first run's. */
  duplicate: boolean;
  /** `respond: completed` and the run ended in time: what to answer. null: 202 with the id. */
  answer: { status: number; body: Json } | null;
};

export type HookListing = {
  node: string;
  method: string;
  path: string;
  auth: HookConfig['auth'];
  header: string | null;
  secret: string | null;
  live: boolean;
};

export type Hooks = ReturnType<typeof createHooks>;

export type HooksParts = {
  store: Store;
  sources: Sources;
  engine: Engine;
  resources: Resources;
  mask: (value: Json) => Json;
  clock: Clock;
  homeKey: Buffer;
  /** Resolves with the ended run, or null after the bound. */
  ending: (run: string, boundMs: number) => Promise<RunState | null>;
};

/** How long a caller of `respond: completed` is kept waiting before it gets the run's id instead. */
const completedBoundMs = 30_000;

/** Webhooks of live releases. A table of them is kept per flow, so that a call costs one look-up. */
export function createHooks(parts: HooksParts) {
  const { store, sources, engine, clock } = parts;
  const tables = new Map<string, Hook[]>();

  function hooksOf(flow: string): Hook[] {
    const known = tables.get(flow);
    if (known !== undefined) return known;
    // A flow that nobody knows is not remembered: foreign callers could fill the memory with names.
    const row = store.flows.get(flow);
    if (row === null) return [];
    const hooks = row.live === null ? [] : listed(sources.find(flow, 'live'));
    tables.set(flow, hooks);
    return hooks;
  }

  function listed(source: Source): Hook[] {
    const { definition } = source.program;
    return definition.order.flatMap((node): Hook[] => {
      const drawn = definition.nodes[node];
      if (drawn?.kind !== 'trigger.webhook') return [];
      const config = drawn.config as HookConfig; // parsed by the kind's schema when it was compiled
      return [{ node, config, secret: hookSecret(parts.homeKey, source.flow, node), source }];
    });
  }

  /** A draft that does not compile has no addresses yet. */
  function draftHooks(flow: string): Hook[] {
    try {
      return listed(sources.find(flow, 'draft'));
    } catch (error) {
      if (error instanceof AppError && error.code === 'invalid_flow') return [];
      throw error;
    }
  }

  function find(request: HookRequest): Hook {
    const there = hooksOf(request.flow).filter((hook) => hook.config.path === request.path);
    if (there.length === 0) {
      throw new AppError('not_found', 'Nothing listens at this address.', {
        fix: 'Check the address, and whether a release of the flow is live.',
      });
    }
    const hook = there.find((one) => one.config.method === request.method);
    if (hook !== undefined) return hook;
    const methods = there.map((one) => one.config.method).join(', ');
    throw new AppError('method_not_allowed', `This address takes ${methods}.`, {
      fix: `Send ${methods} instead of ${request.method}.`,
    });
  }

  return {
    /** After a promote, roll back, offline or delete. */
    forget: (flow: string): void => void tables.delete(flow),
    /** The live hooks; where none is live those of the draft, as a preview. */
    list: (flow: string): HookListing[] => {
      const live = hooksOf(flow);
      const hooks = live.length > 0 ? live : draftHooks(flow);
      return hooks.map(({ node, config: { method, path, auth }, secret }) => ({
        node,
        method,
        path,
        auth,
        header: hookHeader[auth],
        secret: auth === 'none' ? null : secret,
        live: live.length > 0,
      }));
    },
    accept: async (request: HookRequest): Promise<HookAnswer> => {
      const hook = find(request);
      assertHookCaller(hook.config.auth, hook.secret, request);
      const large = request.rawBody.length > 32 * 1024;
      const masked = parts.mask(hookPayload(request));
      // The body alone can be large; headers and query are limited by HTTP itself.
      const payload = large ? await slimBody(parts.resources, masked) : masked;
      const key = dedupeKey(hook.config.dedupe, masked);
      const scope = `hook:${request.flow}:${hook.node}`;
      const { id, duplicate } = await engine.write(() => {
        const known = key === null ? null : store.requests.find(scope, key, '');
        if (known !== null) return { id: idIn(known.answer), duplicate: true };
        const info = infoOf(hook.source, hook.node, payload, 'webhook', store.workspace.get());
        beginByOverlap(parts, hook.source, info);
        if (key !== null) store.requests.keep(scope, key, '', { id: info.run }, clock.now());
        return { id: info.run, duplicate: false };
      });
      if (hook.config.respond !== 'completed') return { id, duplicate, answer: null };
      const state = await parts.ending(id, completedBoundMs);
      return { id, duplicate, answer: state === null ? null : completed(parts, hook, state) };
    },
  };
}

async function slimBody(resources: Resources, payload: Json): Promise<Json> {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return payload;
  return { ...payload, body: await resources.externalise(payload['body'] ?? null) };
}

/** null: the author asked for no dedupe, or this delivery has no id. */
function dedupeKey(template: string | undefined, trigger: Json): string | null {
  if (template === undefined) return null;
  try {
    const key = renderText(template, { trigger }).trim();
    return key === '' ? null : key.slice(0, 1000);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new AppError('invalid_input', `The delivery’s id cannot be read: ${error.message}`, {
      fix: error.fix,
    });
  }
}

function completed(parts: HooksParts, hook: Hook, state: RunState): { status: number; body: Json } {
  if (state.status !== 'succeeded') {
    const message = state.outcome?.message ?? `The run ended as ${state.status}.`;
    const status = state.status === 'failed' ? 500 : 200;
    return {
      status,
      body:
        state.status === 'failed'
          ? { error: { code: 'run_failed', message } }
          : { id: state.info.run, status: state.status, message },
    };
  }
  const template = hook.config.responseBody;
  if (template === undefined)
    return { status: 200, body: state.outcome?.output ?? { id: state.info.run, status: state.status } };
  const from = state.visits
    .filter((visit) => visit.endedAt !== null)
    .map(({ node, visit }) => ({ node, visit }));
  try {
    const program = parts.sources.programOf(state.hash);
    return {
      status: 200,
      body: renderValue(template as Json, variablesFor(program, state, from, { read: parts.resources.read })),
    };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return {
      status: 500,
      body: {
        error: {
          code: 'run_failed',
          message: `The run succeeded, but its answer cannot be written: ${error.message}`,
          fix: error.fix,
        },
      },
    };
  }
}
