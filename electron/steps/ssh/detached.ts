import { createHash } from 'node:crypto';
import type { StepError } from '../../../shared/errors.ts';
import { runChannel, type ChannelEnd } from './channel.ts';
import { afterMark, createCapped, streamBytes } from './output.ts';
import type { Session } from './session.ts';
import { newMark, preparation, quote, readerCommand, sentScript, type Job } from './shell.ts';

/** A folder name for a visit's key: keys are `<run>.<node>.<visit>`, anything else is hashed. */
export const jobName = (key: string): string =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(key) ? key : createHash('sha256').update(key).digest('hex');

const jobDir = (key: string): string => `"$HOME/.countersign/jobs/${jobName(key)}"`;

type Answer = { end: ChannelEnd; words: string[] | null; rest: Buffer };

/** Runs a script that answers with one marked line of words and possibly bytes after it. */
async function askServer(session: Session, build: (mark: string) => string): Promise<Answer> {
  const mark = newMark();
  let words: string[] | null = null;
  const rest: Buffer[] = [];
  const onStdout = afterMark(
    mark,
    (line) => (words = line.split(' ')),
    (chunk) => rest.push(chunk),
  );
  const channel = runChannel(
    session,
    readerCommand(mark),
    sentScript(build(mark), mark),
    onStdout,
    () => undefined,
  );
  const end = await channel.ended;
  return { end, words, rest: Buffer.concat(rest) };
}

/**
 * The runner that stays behind. Its marker file `done` comes last, after output and exit code are in place, so
 * whoever sees it sees everything. The job's own `exit` only leaves its subshell.
 */
const runner = (job: Job, folderMark: string): string => `echo $$ > "$d/pid"
( ${preparation(job, folderMark)}
eval ${quote(job.script)} ) < "$d/stdin" > "$d/stdout" 2> "$d/stderr"
echo $? > "$d/exit.new" && mv "$d/exit.new" "$d/exit" && : > "$d/done"
`;

/** mkdir either makes the folder or fails: of two starts with one key exactly one begins the job. */
const starter = (job: Job, key: string, mark: string): string => `umask 077
d=${jobDir(key)}
unset s
mkdir -p "$HOME/.countersign/jobs" || exit 1
if mkdir "$d" 2>/dev/null; then
  if printf 'd=%s\\n' "'$(printf %s "$d" | sed "s/'/'\\\\\\\\''/g")'" > "$d/run" && printf %s ${quote(runner(job, `${mark}-folder`))} >> "$d/run" && printf %s ${quote(job.stdin ?? '')} > "$d/stdin"; then
    if command -v setsid >/dev/null 2>&1; then nohup setsid sh "$d/run" </dev/null >/dev/null 2>&1 &
    else nohup sh "$d/run" </dev/null >/dev/null 2>&1 & fi
    printf '%s started %s\\n' ${mark} "$d"
  else rm -rf "$d"; printf '%s failed\\n' ${mark}; fi
elif [ -d "$d" ]; then printf '%s there %s\\n' ${mark} "$d"
else printf '%s failed\\n' ${mark}; fi`;

export type Started =
  { ok: true; dir: string; again: boolean } | { ok: false; lost: boolean; error: StepError };

export async function startDetached(session: Session, job: Job, key: string): Promise<Started> {
  const { end, words } = await askServer(session, (mark) => starter(job, key, mark));
  const [what, ...dir] = words ?? [];
  if (what === 'started' || what === 'there')
    return { ok: true, dir: dir.join(' '), again: what === 'there' };
  if (end.how === 'lost') {
    return {
      ok: false,
      lost: true,
      error: {
        code: 'session_lost',
        message: `The session on ${session.host} was lost while the job was being started.`,
        fix: 'Look at the server, then answer what happened.',
        passing: true,
      },
    };
  }
  return {
    ok: false,
    lost: false,
    error: {
      code: 'not_started',
      message: `${session.host} could not keep the job: its folder under ~/.countersign/jobs cannot be made or written.`,
      fix: 'Check the disk and the rights of the user there.',
      passing: true,
    },
  };
}

export type Found = 'missing' | 'unstarted' | 'running' | 'done' | 'unknown';

const looker = (key: string, mark: string): string => `d=${jobDir(key)}
if [ ! -d "$d" ]; then w=missing; elif [ -e "$d/done" ]; then w=done; elif [ -e "$d/pid" ]; then w=running; else w=unstarted; fi
printf '%s %s %s\\n' ${mark} "$w" "$d"`;

export async function lookForJob(session: Session, key: string): Promise<{ found: Found; dir: string }> {
  const { words } = await askServer(session, (mark) => looker(key, mark));
  const [found, ...dir] = words ?? [];
  const known = (['missing', 'unstarted', 'running', 'done'] as const).find((word) => word === found);
  return { found: known ?? 'unknown', dir: dir.join(' ') };
}

const reader = (key: string, mark: string): string => `d=${jobDir(key)}
if [ ! -d "$d" ]; then printf '%s missing\\n' ${mark}; exit 0; fi
if [ ! -e "$d/done" ]; then printf '%s running\\n' ${mark}; exit 0; fi
e=$(cat "$d/exit"); o=$(wc -c < "$d/stdout"); r=$(wc -c < "$d/stderr")
printf '%s done %s %s %s\\n' ${mark} $e $o $r
head -c ${streamBytes} "$d/stdout"; head -c ${streamBytes} "$d/stderr"`;

export type JobBody = { exitCode: number; stdout: string; stderr: string };
export type JobResult =
  { done: false } | { done: true; body: JobBody } | { missing: true } | { unknown: true };

function textOf(bytes: Buffer, total: number): string {
  const capped = createCapped();
  capped.add(bytes);
  const text = capped.text();
  return total > bytes.length ? `${text}\n[cut here: ${bytes.length} of ${total} bytes are kept]` : text;
}

export async function readJob(session: Session, key: string): Promise<JobResult> {
  const { words, rest, end } = await askServer(session, (mark) => reader(key, mark));
  const [what, exit, out, err] = words ?? [];
  if (what === 'missing') return { missing: true };
  if (what === 'running') return { done: false };
  const outSize = Number(out);
  const outKept = Math.min(outSize, streamBytes);
  const errSize = Number(err);
  // A cut answer must not pass for the whole output.
  if (what !== 'done' || end.how !== 'exit' || rest.length !== outKept + Math.min(errSize, streamBytes))
    return { unknown: true };
  return {
    done: true,
    body: {
      exitCode: Number(exit),
      stdout: textOf(rest.subarray(0, outKept), outSize),
      stderr: textOf(rest.subarray(outKept), errSize),
    },
  };
}
