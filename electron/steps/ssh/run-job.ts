import { StringDecoder } from 'node:string_decoder';
import type { StepError } from '../../../shared/errors.ts';
import type { StepOutcome } from '../../../shared/run/input.ts';
import { abortedError } from '../aborted.ts';
import { runChannel, type ChannelEnd } from './channel.ts';
import { afterMark, createCapped } from './output.ts';
import type { Session } from './session.ts';
import {
  killCommand,
  newMark,
  preparation,
  quote,
  readerCommand,
  reportGroup,
  sentScript,
  type Job,
} from './shell.ts';

/** How long the server gets to end a job we stop; the engine waits five seconds for an aborted step. */
const killMs = 4_000;
/** What an error keeps of each stream: its end, where the reason stands. */
const shownChars = 2_000;

type Ended = { end: ChannelEnd; group: number | null; stdout: string; stderr: string; wrongFolder: boolean };

async function killGroup(session: Session, group: number): Promise<boolean> {
  const channel = runChannel(
    session,
    killCommand(group),
    '',
    () => undefined,
    () => undefined,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, killMs, null)));
  const end = await Promise.race([channel.ended, late]);
  clearTimeout(timer);
  return end?.how === 'exit' && end.code === 0;
}

/** Runs the job and stays until it ends; `stopped` tells that we ended it, and whether that surely worked. */
export async function runJob(
  session: Session,
  job: Job,
  allowExit: readonly number[],
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<StepOutcome> {
  const mark = newMark();
  const folderMark = `${mark}-folder`;
  const script = [reportGroup(mark), preparation(job, folderMark), `eval ${quote(job.script)}`].join('\n');
  const stdout = createCapped();
  const stderr = createCapped();
  let group: number | null = null;
  const progress = [
    createProgress(log),
    // Our own sign that the folder is missing is for us.
    createProgress((line) => (line.includes(folderMark) ? undefined : log(line))),
  ] as const;
  const onStdout = afterMark(
    mark,
    (rest) => (group = Number(rest) > 1 ? Number(rest) : 0),
    (chunk) => {
      stdout.add(chunk);
      progress[0].add(chunk);
    },
  );
  const channel = runChannel(
    session,
    readerCommand(mark),
    `${sentScript(script, mark)}${job.stdin ?? ''}`,
    onStdout,
    (chunk) => {
      stderr.add(chunk);
      progress[1].add(chunk);
    },
  );

  let onAbort: (() => void) | null = null;
  const aborted = new Promise<'aborted'>((resolve) => {
    onAbort = () => resolve('aborted');
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
  });
  const first = await Promise.race([channel.ended, aborted]);
  if (onAbort !== null) signal.removeEventListener('abort', onAbort);
  for (const one of progress) one.end();

  if (first === 'aborted') {
    channel.signal('TERM');
    const killed = group !== null && group > 1 ? await killGroup(session, group) : false;
    const error = abortedError(signal, `The command on ${session.host}`);
    if (killed)
      return {
        ok: false,
        error: { ...error, message: `${error.message} Everything it had started was ended there.` },
      };
    return {
      ok: 'unsure',
      error: { ...error, message: `${error.message} Whether it still runs there is not known.` },
    };
  }
  if (stdout.truncated() || stderr.truncated()) log('The output is over 1 MiB: only its beginning is kept.');
  const errors = stderr.text();
  const wrongFolder = errors.includes(folderMark);
  return outcomeOf(
    { end: first, group, stdout: stdout.text(), stderr: errors, wrongFolder },
    session.host,
    job,
    allowExit,
  );
}

function outcomeOf(ended: Ended, host: string, job: Job, allowExit: readonly number[]): StepOutcome {
  const { end, stdout, stderr } = ended;
  const failed = (error: StepError): StepOutcome => ({ ok: false, error });
  if (end.how === 'refused') {
    return failed({
      code: 'session_refused',
      message: `${host} does not let this user run commands.`,
      fix: 'Check what the user may do there.',
      passing: true,
    });
  }
  if (end.how === 'lost') {
    return {
      ok: 'unsure',
      error: {
        code: 'session_lost',
        message: `The session on ${host} was lost before the command said how it ended. It may have gone on to its end.`,
        fix: 'Look at the server, then answer what happened.',
        passing: true,
        details: { stdout: stdout.slice(-shownChars), stderr: stderr.slice(-shownChars) },
      },
    };
  }
  if (ended.wrongFolder) {
    return failed({
      code: 'no_such_folder',
      message: `${host} has no folder ${job.cwd ?? ''} that this user can enter. Nothing was run.`,
      fix: 'Check `cwd`.',
    });
  }
  if (ended.group === null) {
    return failed({
      code: 'no_shell',
      message: `${host} gave this user no ordinary shell, so nothing was run.`,
      fix: 'Give the user a login shell with sh.',
      details: { stderr: stderr.slice(-shownChars) },
    });
  }
  const output = { exitCode: end.code, signal: end.signal, stdout, stderr };
  if (end.code !== null && allowExit.includes(end.code)) return { ok: true, output };
  const details = {
    exitCode: end.code,
    signal: end.signal,
    stdout: stdout.slice(-shownChars),
    stderr: stderr.slice(-shownChars),
  };
  if (end.code === null) {
    return failed({
      code: 'killed',
      message: `The command on ${host} was ended by the signal ${end.signal ?? 'unknown'}.`,
      fix: 'Look at the server for the reason.',
      details,
    });
  }
  return failed({
    code: 'exit_code',
    message: `The command on ${host} ended with code ${end.code}; here only ${allowExit.join(', ')} counts as success.`,
    fix: 'Look at what it printed, or allow the code in `allowExit`.',
    details,
  });
}

/** Beyond this a line without an end is told in pieces. */
const longestLine = 16 * 1024;

/** Whole lines as they come, so that a long command can be watched; a line may come in several chunks. */
function createProgress(log: (line: string) => void): { add: (chunk: Buffer) => void; end: () => void } {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const tell = (line: string): void => {
    if (line.trim() !== '') log(line.trimEnd());
  };
  return {
    add: (chunk) => {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(tell);
      if (rest.length < longestLine) return;
      tell(rest);
      rest = '';
    },
    end: () => tell(rest + decoder.end()),
  };
}
