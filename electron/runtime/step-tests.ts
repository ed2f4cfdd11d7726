import { v4 as uuid } from 'uuid';
import { AppError } from '../../shared/errors.ts';
import type { StepError } from '../../shared/errors.ts';
import { exampleOutput } from '../../shared/flow/example-output.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { titleOfNode } from '../../shared/flow/offers/words.ts';
import type { Json } from '../../shared/json.ts';
import type { RunInfo } from '../../shared/run/event.ts';
import type { World } from '../../shared/run/input.ts';
import { isPractised } from '../../shared/run/practice.ts';
import type { Program } from '../../shared/run/program.ts';
import { tryStep } from '../../shared/run/try-step.ts';
import type { Tried } from '../../shared/run/try-step.ts';
import type { TryValues } from '../../shared/run/try-values.ts';
import type { Resources } from '../resources/resources.ts';
import type { Sending } from '../steps/executor.ts';
import type { Store } from '../store/store.ts';
import { createCallbackTokens } from './callback-tokens.ts';
import { createPerformAttempt, slotOf } from './perform-attempt.ts';
import type { PerformParts } from './perform-attempt.ts';
import { noAttemptLog } from './step-logs.ts';
import { limitMsOf, namedError, withinLimit } from './within-limit.ts';

export type StepTestsParts = Omit<
  PerformParts,
  'tokens' | 'exampleOf' | 'workspace' | 'resources' | 'openLog'
> & {
  store: Pick<Store, 'workspace'>;
  resources: Resources;
  /** The home's key: callback tokens are derived from it. */
  homeKey: Buffer;
  baseUrl: () => string;
};

export type StepTestRequest = {
  drawing: Drawing;
  program: Program;
  node: string;
  values: TryValues;
  /** Really do what changes something outside. */
  real: boolean;
  /** The number of an earlier test: the same key and the same bytes leave again. */
  test: string | null;
  person: string;
  author: string | null;
};

export type StepTest = Tried & {
  outcome: 'succeeded' | 'failed' | 'practice' | 'preview';
  test: string;
  /** What the executor is told, as history would hold it. */
  input: Json;
  sends: Sending[];
  output: Json;
  error: StepError | null;
  tookMs: number;
};

export type StepTests = ReturnType<typeof createStepTests>;

/** Whoever asked waits for the answer: a test is over sooner than a run's step may take. */
const longestMs = 240_000;

const testNumber = /^test-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/**
 * Tries one step of a draft without making a run: nothing of it is stored but large values, which housekeeping removes.
 * The far end sees what a draft run would send it. Only bindings of the draft are ever opened.
 */
export function createStepTests(parts: StepTestsParts) {
  const { clock, connections, mask, resources, store } = parts;
  const open = new Set<AbortController>();
  let closing = false;

  async function test(request: StepTestRequest): Promise<StepTest> {
    if (closing) {
      throw new AppError('closing', 'Countersign is closing, so nothing new is taken.', {
        fix: 'Try again when it has started.',
      });
    }
    const { drawing, program, node, values } = request;
    const info = infoOf(request);
    const tried = tryStep(program, node, info, values, worldOf(drawing, program, info));
    return finish(request, tried, info.run);
  }

  /** A number of its own kind: never a run's, so that no address of a real wait can be had through a test. */
  function infoOf({ program, values, test: number, person, author }: StepTestRequest): RunInfo {
    if (number !== null && !testNumber.test(number)) {
      throw new AppError('malformed', '“test” is not the number of a test.', {
        fix: 'Send the number that the preview answered with, or leave it out.',
      });
    }
    return {
      run: number ?? `test-${uuid()}`,
      flow: program.definition.flow,
      version: null,
      target: 'draft',
      hash: program.hash,
      trigger: { node: values.trigger.node, kind: values.trigger.kind },
      payload: values.trigger.payload,
      startedBy: person,
      requester: person,
      author,
    };
  }

  const worldOf = (drawing: Drawing, program: Program, info: RunInfo): World => ({
    at: clock.now(),
    workspace: store.workspace.get(),
    read: resources.read,
    keep: (value) => value,
    earlyCallback: () => undefined,
    practice: (name) => {
      const slot = slotOf(program, name);
      return isPractised('draft', slot, slot !== null && connections.bound(info.flow, slot, 'draft'));
    },
    nameOf: (name) => titleOfNode(drawing, name),
  });

  async function finish(request: StepTestRequest, tried: Tried, number: string): Promise<StepTest> {
    const { visit } = tried;
    const answer: StepTest = {
      ...tried,
      outcome: 'preview',
      test: number,
      input: mask(visit.input),
      sends: [],
      output: null,
      error: null,
      tookMs: 0,
    };
    switch (visit.status) {
      case 'failed':
        return { ...answer, outcome: 'failed', error: masked(visit.error) };
      case 'succeeded': {
        const output = await resources.externalise(mask(visit.output));
        // A card that no rule puts to anybody is still only looked at.
        return visit.approval === null ? { ...answer, outcome: 'succeeded', output } : answer;
      }
      case 'running':
        return carryOut(request, tried, answer);
      default:
        return answer;
    }
  }

  /** Looks at what would be sent, and sends it where that changes nothing, or where it was asked for. */
  async function carryOut(request: StepTestRequest, tried: Tried, answer: StepTest): Promise<StepTest> {
    const { program, node, drawing, real } = request;
    const { visit, state } = tried;
    if (visit.status !== 'running') return answer;
    const step = program.node(node).definition;
    const abort = new AbortController();
    const { attempt, key, practice } = visit;
    const started = { node, visit: visit.visit, attempt, key, practice };
    const job = { program, state, etag: '', attempt: started, signal: abort.signal };
    const performer = performerOf(drawing);
    open.add(abort);
    try {
      const preview = practice ? { ok: true as const, sends: [] } : await performer.preview(job);
      if (!preview.ok) return { ...answer, outcome: 'failed', error: preview.error };
      const { sends } = preview;
      if (step.effect === 'write' && !practice && !real) return { ...answer, sends };
      const begun = clock.now();
      const limits = { clock, step, limitMs: Math.min(limitMsOf(step), longestMs), abort };
      const outcome = await withinLimit(limits, () => performer.perform(job));
      const told = { ...answer, sends, tookMs: Math.max(0, clock.now() - begun) };
      if (outcome.ok !== true) return { ...told, outcome: 'failed', error: outcome.error };
      return { ...told, outcome: practice ? 'practice' : 'succeeded', output: outcome.output };
    } finally {
      open.delete(abort);
    }
  }

  const performerOf = (drawing: Drawing) =>
    createPerformAttempt({
      ...parts,
      tokens: createCallbackTokens(parts),
      workspace: store.workspace.get,
      exampleOf: (_etag, name) => exampleOutput(drawing, name),
      openLog: () => noAttemptLog,
    });

  // Masking keeps the shape; an error is a plain record.
  const masked = (error: StepError): StepError => mask(error as Json) as StepError;

  return {
    test,
    /** Stops what is under way; whoever asked is told so. */
    close: (): void => {
      closing = true;
      for (const abort of open) abort.abort(namedError('AbortError', 'Countersign is closing.'));
    },
  };
}
