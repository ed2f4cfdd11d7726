import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createResources } from '../../electron/resources/resources.ts';
import type { Clock } from '../../electron/runtime/clock.ts';
import { createRuntime } from '../../electron/runtime/runtime.ts';
import type { Runtime, RuntimeParts } from '../../electron/runtime/runtime.ts';
import type { Executor, OpenConnection, ProbeResult, StepContext } from '../../electron/steps/executor.ts';
import { openStore } from '../../electron/store/store.ts';
import type { Store } from '../../electron/store/store.ts';
import type { Message } from '../../shared/approval/messages.ts';
import { sha256Hex } from '../../shared/canonical.ts';
import type { AppError } from '../../shared/errors.ts';
import { compile } from '../../shared/flow/compile.ts';
import { parseFlow } from '../../shared/flow/text.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { Json } from '../../shared/json.ts';
import type { StepOutcome } from '../../shared/run/input.ts';

export type Call = { node: string; visit: number; attempt: number; key: string; run: string; input: Json };

/** The far end of the wire: what each step's executor answers, by node. A function sees the call and its context. */
export type Script = Record<string, (call: Call, context: StepContext) => StepOutcome | Promise<StepOutcome>>;

export type EngineHome = {
  home: string;
  store: Store;
  runtime: Runtime;
  calls: Call[];
  messages: Message[];
  fatal: AppError[];
  close: () => Promise<void>;
};

export type EngineOptions = {
  home?: string;
  clock?: Clock;
  script?: Script;
  probe?: Record<string, () => ProbeResult>;
  deliver?: (message: Message) => Promise<void>;
  connection?: (flow: string, slot: string, target: string) => OpenConnection | null;
  more?: Partial<RuntimeParts>;
  /** Leave interrupted runs alone for now. */
  asleep?: boolean;
};

export const temporaryHome = (): string => mkdtempSync(join(tmpdir(), 'countersign-engine-'));
export const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true });

/** A home with the real store and runtime; only executors, connections and deliveries are scripted. */
export async function openEngine(options: EngineOptions = {}): Promise<EngineHome> {
  const home = options.home ?? temporaryHome();
  const calls: Call[] = [];
  const messages: Message[] = [];
  const fatal: AppError[] = [];
  const now = options.clock?.now ?? Date.now;
  const store = openStore({ home, now, onFatal: (error) => fatal.push(error) });
  const executor: Executor<Json> = {
    execute: async (input, context) => {
      const { run, node, visit } = context.where;
      const call = { node, visit, run, attempt: context.attempt, key: context.key, input };
      calls.push(call);
      const answer = options.script?.[node];
      return answer === undefined ? { ok: true, output: { from: node } } : answer(call, context);
    },
    probe: async (_input, context) => options.probe?.[context.where.node]?.() ?? { happened: 'unsure' },
  };
  const open =
    options.connection ??
    ((_flow: string, slot: string) => ({ name: slot, kind: 'http', settings: {}, secrets: {} }));
  const runtime = createRuntime({
    store,
    executors: { http: executor, llm: executor, ssh: executor, notify: executor, persist: executor },
    connections: {
      open: async (flow, slot, target) => open(flow, slot, target),
      bound: (flow, slot, target) => open(flow, slot, target) !== null,
    },
    resources: createResources({ store, now }),
    masker: { mask: (value) => value },
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    homeKey: Buffer.alloc(32, 7),
    baseUrl: () => 'http://127.0.0.1:1',
    deliver:
      options.deliver ??
      (async (message) => {
        messages.push(message);
      }),
    log: (line) => {
      if (process.env['SHOW_LOG'] !== undefined) process.stderr.write(`${line}\n`);
    },
    ...options.more,
  });
  if (options.asleep !== true) await runtime.resume();
  return {
    home,
    store,
    runtime,
    calls,
    messages,
    fatal,
    close: async () => {
      await runtime.close();
      store.close();
      if (options.home === undefined) removeHome(home);
    },
  };
}

/** Saves a draft from its text, and with `live` releases and promotes it. Returns the flow's id. */
export async function addFlow(
  engine: EngineHome,
  text: string,
  live = false,
  at = Date.now(),
): Promise<string> {
  const { store, runtime } = engine;
  const parsed = parseFlow(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { drawing } = parsed;
  const etag = sha256Hex(text);
  const { id } = drawing;
  await store.write(() =>
    store.flows.save({ id, name: drawing.name ?? id, text, etag, editedBy: 'owner', at }),
  );
  if (!live) return id;
  const result = compile(drawing);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { hash, canonical } = result;
  await store.write(() => {
    const version = store.releases.add({
      flow: id,
      text,
      etag,
      hash,
      canonical,
      notes: '',
      author: 'owner',
      at,
    });
    store.flows.setLive(id, version, 'owner');
  });
  await runtime.liveChanged(id);
  return id;
}

export function statusOf(engine: EngineHome, run: string): string {
  return engine.runtime.state(run).status;
}

export function outputOf(engine: EngineHome, run: string, node: string): Json {
  const visit = engine.runtime.state(run).visits.findLast((one) => one.node === node);
  return visit?.status === 'succeeded' ? visit.output : null;
}

/** Waits for a state, never for a time. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('It never came to that.');
}

export const field = (value: Json, name: string): Json =>
  isJsonObject(value) ? (value[name] ?? null) : null;
