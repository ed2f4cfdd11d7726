import { membersOf } from '../../shared/approval/workspace.ts';
import type { Workspace } from '../../shared/approval/workspace.ts';
import { ExpressionError } from '../../shared/expression/expression-error.ts';
import type { StepError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import { attemptInput } from '../../shared/run/attempts.ts';
import type { StartedAttempt } from '../../shared/run/attempts.ts';
import type { RunInfo } from '../../shared/run/event.ts';
import type { StepOutcome } from '../../shared/run/input.ts';
import type { Program } from '../../shared/run/program.ts';
import type { RunState } from '../../shared/run/state.ts';
import type { Resources } from '../resources/resources.ts';
import type {
  Executor,
  OpenConnection,
  Preview,
  ProbeResult,
  Sending,
  StepContext,
} from '../steps/executor.ts';
import type { CallbackTokens } from './callback-tokens.ts';
import type { Clock } from './clock.ts';
import { noAttemptLog, type AttemptLog, type StepLogs } from './step-logs.ts';

/** Executors by kind; each parses its own input. */
export type ExecutorMap = Readonly<Record<string, Executor<Json>>>;

export type BindingTarget = 'draft' | 'live';

export type Connections = {
  open: (flow: string, slot: string, target: BindingTarget) => Promise<OpenConnection | null>;
  bound: (flow: string, slot: string, target: BindingTarget) => boolean;
};

export type PerformParts = {
  executors: ExecutorMap;
  connections: Connections;
  resources: Resources;
  mask: (value: Json) => Json;
  tokens: CallbackTokens;
  clock: Clock;
  workspace: () => Workspace;
  exampleOf: (etag: string, node: string) => Json | undefined;
  toast: StepContext['toast'];
  /** What an attempt says while it works. */
  openLog: StepLogs['open'];
  log: (line: string) => void;
};

type Job = { program: Program; state: RunState; etag: string; attempt: StartedAttempt; signal: AbortSignal };

export type PerformAttempt = (job: Job) => Promise<StepOutcome>;

/** The slot a step names; null where it needs no connection. */
export function slotOf(program: Program, node: string): string | null {
  const slot = program.find(node)?.definition.config['connection'];
  return typeof slot === 'string' ? slot : null;
}

export const targetOf = (info: RunInfo): BindingTarget => (info.target === 'draft' ? 'draft' : 'live');

/** One attempt from its committed intention to an outcome that history may hold: masked, small, without tokens. */
export function createPerformAttempt(parts: PerformParts): {
  perform: PerformAttempt;
  probe: (job: Job) => Promise<ProbeResult | null>;
  preview: (job: Job) => Promise<Preview>;
} {
  async function perform(job: Job): Promise<StepOutcome> {
    const { program, state, attempt } = job;
    if (attempt.practice) return practise(job.etag, attempt.node);
    const { kind } = program.node(attempt.node).definition;
    const executor = parts.executors[kind];
    if (executor === undefined)
      return final('not_in_version', `This version cannot carry out steps of the kind ${kind}.`);
    try {
      const connection = await openConnection(program, state.info, attempt.node);
      if (connection === 'missing') {
        return notSetUp(slotOf(program, attempt.node) ?? '', 'then retry the run');
      }
      const resolved = attemptInput(program, state, attempt.node, attempt.visit, {
        read: parts.resources.read,
      });
      const { input, conceal } = parts.tokens.reveal(resolved);
      const said = openLog(job, conceal);
      try {
        const outcome = await executor.execute(input, contextOf(job, connection, said));
        return await storable(outcome, conceal);
      } finally {
        said.end();
      }
    } catch (error) {
      return thrown(program, attempt, error);
    }
  }

  /** What a crash left open, asked of the far end; null where the kind has no probe or it cannot be asked. */
  async function probe(job: Job): Promise<ProbeResult | null> {
    const { program, state, attempt } = job;
    const executor = parts.executors[program.node(attempt.node).definition.kind];
    if (executor?.probe === undefined || attempt.practice) return null;
    try {
      const connection = await openConnection(program, state.info, attempt.node);
      if (connection === 'missing') return { happened: 'unsure' };
      const input = attemptInput(program, state, attempt.node, attempt.visit, { read: parts.resources.read });
      const revealed = parts.tokens.reveal(input);
      const said = openLog(job, revealed.conceal);
      const found = await executor
        .probe(revealed.input, contextOf(job, connection, said))
        .finally(() => said.end());
      if (found.happened !== true) return found;
      return { happened: true, output: await parts.resources.externalise(parts.mask(found.output)) };
    } catch (error) {
      parts.log(`probe of ${attempt.key} failed: ${wordsOf(error)}`);
      return { happened: 'unsure' };
    }
  }

  /** What the attempt would send, masked as history is: the executor makes it and sends nothing. */
  async function preview(job: Job): Promise<Preview> {
    const { program, state, attempt } = job;
    const executor = parts.executors[program.node(attempt.node).definition.kind];
    if (executor?.preview === undefined) return { ok: true, sends: [] };
    const connection = await openConnection(program, state.info, attempt.node);
    if (connection === 'missing')
      return notSetUp(slotOf(program, attempt.node) ?? '', 'then test the step again');
    const resolved = attemptInput(program, state, attempt.node, attempt.visit, {
      read: parts.resources.read,
    });
    const { input, conceal } = parts.tokens.reveal(resolved);
    const found = await executor.preview(input, contextOf(job, connection, noAttemptLog));
    // Masking keeps the shape; both are plain records.
    if (!found.ok) return { ok: false, error: parts.mask(conceal(found.error as Json)) as StepError };
    return { ok: true, sends: parts.mask(conceal(found.sends)) as Sending[] };
  }

  function practise(etag: string, node: string): StepOutcome {
    const example = parts.exampleOf(etag, node);
    if (example !== undefined) return { ok: true, output: example };
    return final(
      'no_sample',
      `${node} has no connection in this draft and no example to answer with.`,
      `Give it an example (\`samples.${node}\`), or bind a connection for the draft.`,
    );
  }

  async function openConnection(
    program: Program,
    info: RunInfo,
    node: string,
  ): Promise<OpenConnection | null | 'missing'> {
    const slot = slotOf(program, node);
    if (slot === null) return null;
    return (await parts.connections.open(info.flow, slot, targetOf(info))) ?? 'missing';
  }

  function openLog({ state, attempt }: Job, conceal: (value: Json) => Json): AttemptLog {
    const place = { run: state.info.run, node: attempt.node, visit: attempt.visit };
    return parts.openLog(place, attempt.attempt, conceal);
  }

  function contextOf(
    { state, attempt, signal }: Job,
    connection: OpenConnection | null,
    said: AttemptLog,
  ): StepContext {
    const { run, flow, target } = state.info;
    return {
      signal,
      connection,
      key: attempt.key,
      attempt: attempt.attempt,
      where: { run, flow, node: attempt.node, visit: attempt.visit, draft: target === 'draft' },
      now: parts.clock.now,
      log: said.line,
      resources: { put: parts.resources.put, text: parts.resources.text },
      people: {
        recipients: (to) => {
          const workspace = parts.workspace();
          const ids = new Set([
            ...to.people,
            ...to.pools.flatMap((pool) => membersOf(workspace, pool).people),
          ]);
          return workspace.people.filter((person) => ids.has(person.id));
        },
      },
      toast: parts.toast,
    };
  }

  async function storable(outcome: StepOutcome, conceal: (value: Json) => Json): Promise<StepOutcome> {
    if (outcome.ok === true)
      return { ok: true, output: await parts.resources.externalise(parts.mask(conceal(outcome.output))) };
    // Masking keeps the shape; an error is a plain record.
    const error = parts.mask(conceal(outcome.error as Json)) as StepError;
    return { ok: outcome.ok, error };
  }

  function thrown(program: Program, attempt: StartedAttempt, error: unknown): StepOutcome {
    if (error instanceof ExpressionError) return final('expression_error', error.message, error.fix);
    parts.log(`executor of ${attempt.key} threw: ${wordsOf(error)}`);
    const { kind, effect } = program.node(attempt.node).definition;
    const told: StepError = {
      code: 'internal',
      message: `The ${kind} step broke inside Countersign.`,
      fix: 'Look at the log of this minute and report it.',
    };
    return effect === 'write' ? { ok: 'unsure', error: told } : { ok: false, error: told };
  }

  return { perform, probe, preview };
}

const notSetUp = (slot: string, then: string): Failure =>
  final(
    'connection_missing',
    `The connection “${slot}” is not set up here.`,
    `Bind “${slot}” to a connection, ${then}.`,
  );

type Failure = { ok: false; error: StepError };

function final(code: string, message: string, fix?: string): Failure {
  return { ok: false, error: { code, message, ...(fix === undefined ? {} : { fix }) } };
}

/** For the log only: a library's own words never reach history or screen. */
function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
