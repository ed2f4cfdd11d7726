import { isJsonObject } from '../../shared/json.ts';
import type { Json } from '../../shared/json.ts';
import { openPolls } from '../../shared/run/polls.ts';
import type { Poll } from '../../shared/run/polls.ts';
import type { Program } from '../../shared/run/program.ts';
import type { RunInput } from '../../shared/run/input.ts';
import type { RunInfo } from '../../shared/run/event.ts';
import type { RunState } from '../../shared/run/state.ts';
import { findVisit } from '../../shared/run/visits.ts';
import type { OpenConnection } from '../steps/executor.ts';
import type { Clock } from './clock.ts';
import type { Live } from './live-runs.ts';
import { slotOf, targetOf } from './perform-attempt.ts';
import type { Connections } from './perform-attempt.ts';
import type { Sources } from './sources.ts';

/** Looks for the marker of a detached job; `key` is the job step's own. */
export type PollJob = (
  connection: OpenConnection,
  key: string,
) => Promise<{ done: false } | { done: true; body: Json } | { missing: true }>;

export type PollsParts = {
  clock: Clock;
  sources: Sources;
  load: (run: string) => Live;
  connections: Connections;
  pollJob: PollJob;
  /** Masked and small: what history may hold. */
  storable: (body: Json) => Promise<Json>;
  submit: (run: string, input: RunInput) => Promise<unknown>;
  log: (line: string) => void;
};

type Asked = { run: string; program: Program; state: RunState; etag: string };

/** Machines asked at the same time. */
const mostAsked = 16;
const slowestMs = 10 * 60_000;

/**
 * Waits that also look for their job's end themselves. When to look next is nobody's history: it lives in memory and begins
 * again with the host.
 */
export function createPolls(parts: PollsParts) {
  const due = new Map<string, { at: number; failures: number }>();
  const asking = new Set<string>();

  async function ask(run: string): Promise<void> {
    const { state, etag } = parts.load(run);
    const program = parts.sources.programOf(state.hash);
    const polls = openPolls(program, state);
    if (polls.length === 0) return void due.delete(run);
    const failures = due.get(run)?.failures ?? 0;
    let failed = false;
    for (const poll of polls) failed = !(await askOne({ run, program, state, etag }, poll)) || failed;
    const everyMs = Math.max(1000, Math.min(...polls.map((poll) => poll.everyMs)));
    const pauseMs = failed
      ? Math.min(everyMs * 2 ** Math.min(failures + 1, 6), Math.max(slowestMs, everyMs))
      : everyMs;
    if (due.has(run)) due.set(run, { at: parts.clock.now() + pauseMs, failures: failed ? failures + 1 : 0 });
  }

  /** False when the machine could not be asked: it is asked less often then. */
  async function askOne({ run, program, state, etag }: Asked, poll: Poll): Promise<boolean> {
    const { node, visit } = poll;
    try {
      if (findVisit(state, poll.job.node, poll.job.visit)?.practice === true) {
        const body = practisedEnd(parts.sources, etag, poll);
        await parts.submit(run, { type: 'callback', node, visit, body, practice: true });
        return true;
      }
      const connection = await connectionOf(program, state.info, poll.job.node);
      if (connection === null) return false;
      const found = await parts.pollJob(connection, `${run}.${poll.job.node}.${poll.job.visit}`);
      if ('missing' in found || !found.done) return true;
      await parts.submit(run, {
        type: 'callback',
        node,
        visit,
        body: await parts.storable(found.body),
      });
      return true;
    } catch (error) {
      parts.log(`poll of ${run} ${node}: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  async function connectionOf(program: Program, info: RunInfo, job: string): Promise<OpenConnection | null> {
    const slot = slotOf(program, job);
    return slot === null ? null : parts.connections.open(info.flow, slot, targetOf(info));
  }

  return {
    /** After a commit, and at the start of the host. */
    follow: (run: string, polled: boolean): void => {
      if (!polled) due.delete(run);
      else if (!due.has(run)) due.set(run, { at: parts.clock.now() + 1000, failures: 0 });
    },
    nextDue: (): number | null => {
      // With every place taken the next look comes when one is free.
      if (asking.size >= mostAsked) return null;
      let earliest: number | null = null;
      for (const [run, { at }] of due)
        if (!asking.has(run) && (earliest === null || at < earliest)) earliest = at;
      return earliest;
    },
    /** Begins every look that is due, without waiting for the machines; `then` is called after each. */
    askDue: (now: number, then: () => void): void => {
      for (const [run, { at }] of due) {
        if (at > now || asking.has(run) || asking.size >= mostAsked) continue;
        asking.add(run);
        void ask(run)
          .catch((error: unknown) => {
            due.delete(run);
            parts.log(`poll of ${run} stopped: ${String(error)}`);
          })
          .finally(() => {
            asking.delete(run);
            then();
          });
      }
    },
  };
}

/** What the end of a job says that never ran: the wait's own sample, else what the job's sample says of its end. */
function practisedEnd(sources: Pick<Sources, 'exampleOf'>, etag: string, { node, job }: Poll): Json {
  const own = sources.exampleOf(etag, node);
  if (isJsonObject(own) && own['body'] !== undefined) return own['body'];
  const sample = sources.exampleOf(etag, job.node);
  const { exitCode = 0, stdout = '', stderr = '' } = isJsonObject(sample) ? sample : {};
  return { exitCode, stdout, stderr };
}
