import type { StepError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { StepOutcome } from '../../shared/run/input.ts';
import type { ConfigOf } from '../../shared/steps/index.ts';
import type { Executor, OpenConnection, Preview, ProbeResult, StepContext } from './executor.ts';
import { parseInput } from './parse-input.ts';
import { lookForJob, readJob, startDetached, type JobBody } from './ssh/detached.ts';
import { runJob } from './ssh/run-job.ts';
import { openSession } from './ssh/session.ts';
import { jobFault, type Job } from './ssh/shell.ts';

const noConnection = {
  code: 'invalid_connection',
  message: 'This step has no server to run on.',
  fix: 'Use an SSH connection for it.',
} as const;

function jobOf(config: ConfigOf<'ssh'>): Job {
  return {
    script: config.script ?? config.command ?? '',
    stdin: config.stdin ?? null,
    env: config.env ?? {},
    cwd: config.cwd === undefined || config.cwd === '' ? null : config.cwd,
  };
}

export const ssh = { execute, probe, preview } satisfies Executor<Json>;

type Made =
  | { ok: true; job: Job; config: ConfigOf<'ssh'>; connection: OpenConnection }
  | { ok: false; error: StepError };

/** The job of a step: what is previewed is what is run. */
function made(input: Json, connection: OpenConnection | null): Made {
  const parsed = parseInput('ssh', input);
  if (!parsed.ok) return parsed;
  if (connection === null) return { ok: false, error: noConnection };
  const job = jobOf(parsed.config);
  const fault = jobFault(job);
  if (fault === null) return { ok: true, job, config: parsed.config, connection };
  return {
    ok: false,
    error: {
      code: 'invalid_input',
      message: `This job cannot be sent to a server. ${fault}`,
      fix: 'Change the step.',
    },
  };
}

function preview(input: Json, context: StepContext): Promise<Preview> {
  const found = made(input, context.connection);
  if (!found.ok) return Promise.resolve(found);
  const { user = '', host = '', port = '22' } = found.connection.settings;
  const { script, stdin, env, cwd } = found.job;
  const headers = {
    ...(cwd === null ? {} : { Folder: cwd }),
    ...Object.fromEntries(Object.entries(env).map(([name, value]) => [`$${name}`, value])),
    ...(stdin === null ? {} : { Input: stdin }),
  };
  const place = port === '22' ? host : `${host}:${port}`;
  return Promise.resolve({ ok: true, sends: [{ to: `Run as ${user} on ${place}`, headers, body: script }] });
}

async function execute(input: Json, context: StepContext): Promise<StepOutcome> {
  const found = made(input, context.connection);
  if (!found.ok) return found;
  const { job, config, connection } = found;
  const { signal } = context;
  if (config.detach) return await kickOff(job, connection, context);

  const opened = await openSession(connection, signal);
  if (!opened.ok) return opened;
  context.log(`Connected to ${opened.session.host}`);
  try {
    return await runJob(opened.session, job, config.allowExit, signal, context.log);
  } finally {
    opened.session.close();
  }
}

/** A lost answer to the start is simply asked again: the job's folder lets it begin only once. */
async function kickOff(job: Job, connection: OpenConnection, context: StepContext): Promise<StepOutcome> {
  let lost = false;
  for (let round = 0; ; round++) {
    const opened = await openSession(connection, context.signal);
    if (!opened.ok) return lost ? { ok: 'unsure', error: opened.error } : opened;
    try {
      const started = await startDetached(opened.session, job, context.key);
      if (started.ok) {
        context.log(
          started.again ? `The job is already there: ${started.dir}` : `The job was started: ${started.dir}`,
        );
        return { ok: true, output: startedOutput(started.dir) };
      }
      lost ||= started.lost;
      if (!started.lost || round >= 2 || context.signal.aborted)
        return { ok: lost ? 'unsure' : false, error: started.error };
    } finally {
      opened.session.close();
    }
  }
}

const startedOutput = (dir: string): Json => ({
  exitCode: 0,
  signal: null,
  stdout: '',
  stderr: '',
  job: { dir },
});

/** Only a detached job leaves something to look for: its folder on the server. */
async function probe(input: Json, context: StepContext): Promise<ProbeResult> {
  const parsed = parseInput('ssh', input);
  if (!parsed.ok || !parsed.config.detach || context.connection === null) return { happened: 'unsure' };
  const opened = await openSession(context.connection, context.signal);
  if (!opened.ok) return { happened: 'unsure' };
  try {
    const { found, dir } = await lookForJob(opened.session, context.key);
    if (found === 'missing') return { happened: false };
    if (found === 'running' || found === 'done') return { happened: true, output: startedOutput(dir) };
    return { happened: 'unsure' };
  } finally {
    opened.session.close();
  }
}

export type PolledJob = { done: false } | { done: true; body: JobBody } | { missing: true };

const pollMs = 30_000;

/** Looks once whether a detached job has ended. Throws, in our own words, when the server cannot be asked now. */
export async function pollJob(
  connection: OpenConnection,
  key: string,
  signal?: AbortSignal,
): Promise<PolledJob> {
  const limit = AbortSignal.timeout(pollMs);
  const opened = await openSession(
    connection,
    signal === undefined ? limit : AbortSignal.any([signal, limit]),
  );
  if (!opened.ok) throw new Error(opened.error.message);
  const { session } = opened;
  const late = setTimeout(() => session.close(), pollMs);
  try {
    const result = await readJob(session, key);
    if ('unknown' in result) throw new Error(`${session.host} did not say whether the job has ended.`);
    return result;
  } finally {
    clearTimeout(late);
    session.close();
  }
}
