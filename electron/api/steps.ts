import type { steps } from '../../shared/api/steps.ts';
import type { OutputOf } from '../../shared/api/contract.ts';
import { approvalView } from '../../shared/approval/view.ts';
import { AppError } from '../../shared/errors.ts';
import { compileStep } from '../../shared/flow/compile-step.ts';
import { locateAll } from '../../shared/flow/locate.ts';
import { nextTimes } from '../../shared/flow/schedule-times.ts';
import { titleOfNode } from '../../shared/flow/offers/words.ts';
import type { Json } from '../../shared/json.ts';
import { createProgram } from '../../shared/run/program.ts';
import type { Program } from '../../shared/run/program.ts';
import type { RunState } from '../../shared/run/state.ts';
import { tryValues } from '../../shared/run/try-values.ts';
import { tryWords } from '../../shared/run/try-words.ts';
import type { StepTest } from '../runtime/step-tests.ts';
import type { Caller } from './caller.ts';
import type { HandlersOf } from './dispatch.ts';
import { invalidFlow } from './flow-reader.ts';
import { flowOf } from './flow-sources.ts';
import { iso } from './page-of.ts';
import type { ApiParts } from './parts.ts';

type Answer = OutputOf<'flows.testStep'>;
type Parts = Pick<ApiParts, 'store' | 'runtime' | 'reader' | 'stepTests' | 'clock'>;

/** How far back a draft run is looked for. */
const newest = 50;

export function createStepHandlers({
  store,
  runtime,
  reader,
  stepTests,
  clock,
}: Parts): HandlersOf<typeof steps> {
  /** The newest draft run that has begun. */
  function lastDraft(flow: string): RunState | null {
    const row = store.runs.list({ flow, limit: newest }).items.find(({ target }) => target === 'draft');
    return row === undefined ? null : runtime.state(row.id);
  }

  return {
    'flows.testStep': async ({ id, node, values = {}, first = 'run', real = false, test }, caller) => {
      const flow = flowOf(store, id);
      const { drawing } = reader(flow.text, flow.etag);
      if (!Object.hasOwn(drawing.nodes, node)) {
        throw new AppError('not_found', `“${id}” has no step “${node}”.`, {
          fix: 'Look at the steps of the draft.',
        });
      }
      if (real) refuseAgents(caller);
      const found = compileStep(drawing, node);
      if (!found.ok) {
        const title = titleOfNode(drawing, node);
        throw invalidFlow(`“${title}” cannot be tested yet.`, locateAll(flow.text, found.problems));
      }
      const program = createProgram(found.definition, found.hash);
      const { kind } = program.node(node).definition;
      const used = tryValues({ drawing, program, node, given: values, last: lastDraft(id), first });
      const about = { ...nothing, kind, usedFrom: used.usedFrom };
      if (isNever(program, node))
        return { ...about, words: tryWords(program, node), until: nextStart(program, node, clock.now()) };
      const done = await stepTests.test({
        drawing,
        program,
        node,
        values: used.values,
        real,
        test: test ?? null,
        person: caller.person,
        author: flow.editedBy,
      });
      const card = approvalView(done.state, done.visit, store.workspace.get());
      return {
        ...about,
        ...told(done, program),
        words: tryWords(
          program,
          node,
          done.outcome === 'failed' ? null : (done.state.outcome?.message ?? null),
        ),
        card: card === null || found.isWhole ? card : { ...card, next: {} },
      };
    },
  };
}

/** Starts and joins are decided by what comes before them; alone there is nothing to carry out. */
function isNever(program: Program, node: string): boolean {
  const { kind, definition } = program.node(node);
  return kind.execution === 'trigger' || definition.kind === 'join';
}

/** When a schedule would start its next run; null for every other kind. */
function nextStart(program: Program, node: string, now: number): string | null {
  const { kind, config } = program.node(node).definition;
  if (kind !== 'trigger.schedule') return null;
  const { cron, every, timezone } = config;
  const text = (value: Json | undefined): string | undefined =>
    typeof value === 'string' ? value : undefined;
  const plan = { cron: text(cron), every: text(every), timezone: text(timezone) ?? 'UTC' };
  const [next] = nextTimes(plan, now, 1);
  return next === undefined ? null : iso(next);
}

/** A test leaves nothing in the history: whoever really changes something through one must be a person. */
function refuseAgents(caller: Caller): void {
  if (caller.role !== 'agent') return;
  throw new AppError(
    'forbidden',
    'Agents may look at what a step would send. Really sending it needs a person.',
    {
      fix: 'Leave `real` out, or start a run of the draft, which keeps a history.',
    },
  );
}

const nothing: Omit<Answer, 'kind' | 'usedFrom'> = {
  words: null,
  outcome: 'preview',
  test: '',
  input: null,
  sends: [],
  needsReal: false,
  output: null,
  error: null,
  field: null,
  port: null,
  cases: [],
  card: null,
  until: null,
  tookMs: 0,
};

function told(done: StepTest, program: Program): Partial<Answer> {
  const { visit, outcome } = done;
  const waits = visit.status === 'waiting' ? visit.until : null;
  return {
    outcome,
    test: done.test,
    input: done.input,
    sends: done.sends,
    needsReal: outcome === 'preview' && visit.status === 'running',
    output: done.output,
    error: done.error,
    field: done.field,
    port: portOf(done, program),
    cases: done.cases.map((one) => ({ ...one, values: one.values.map(shortened) })),
    until: waits === null ? null : iso(waits),
    tookMs: done.tookMs,
  };
}

function portOf({ visit, outcome }: StepTest, program: Program): string | null {
  if (visit.status === 'succeeded') return visit.port === '' ? null : visit.port;
  if (outcome === 'failed') return program.node(visit.node).targets('error').length > 0 ? 'error' : null;
  return outcome === 'preview' ? null : 'done';
}

/** A condition is explained by what it read; a long value only by its beginning. */
function shortened({ source, value }: { source: string; value: Json }): { source: string; value: Json } {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= 2000 ? { source, value } : { source, value: `${text.slice(0, 2000)}…` };
}
