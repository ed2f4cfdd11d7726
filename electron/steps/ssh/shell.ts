import { randomBytes } from 'node:crypto';

/** One word for any POSIX shell, whatever it holds. */
export const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const envName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Bigger scripts belong into a file on the server. */
export const longestScript = 256 * 1024;

export type Job = {
  script: string;
  stdin: string | null;
  env: Record<string, string>;
  cwd: string | null;
};

/** Why a job cannot be sent, in words; null when it can. */
export function jobFault(job: Job): string | null {
  const texts = [job.script, job.stdin ?? '', job.cwd ?? '', ...Object.values(job.env)];
  if (texts.some((text) => text.includes('\0'))) return 'It holds a zero byte, which no shell can take.';
  const wrong = Object.keys(job.env).find((name) => !envName.test(name));
  if (wrong !== undefined) return `“${wrong}” cannot be the name of an environment variable.`;
  if (job.script.length > longestScript) return `It is longer than ${longestScript / 1024} KiB.`;
  return null;
}

export const newMark = (): string => `countersign-${randomBytes(12).toString('hex')}`;

/**
 * What the server is asked to run never holds the job itself: arguments can be read by everybody there. A small
 * reader takes the script from its input up to a mark, and leaves the rest of the input to the job. `read` takes
 * single bytes from a pipe (POSIX), so nothing is swallowed. Input that ends before the mark runs nothing.
 */
export function readerCommand(mark: string): string {
  return `exec sh -c 'n=$(printf "\\nx"); n=\${n%x}; s=; while IFS= read -r l; do if [ "$l" = ${mark} ]; then unset l n; eval "$s"; exit $?; fi; s="$s$l$n"; done; exit 1'`;
}

export const sentScript = (script: string, mark: string): string => `${script}\n${mark}\n`;

/** Reports the process group, so that a timeout can end everything the job started. */
export const reportGroup = (
  mark: string,
): string => `g=$(cut -d ' ' -f 5 /proc/$$/stat 2>/dev/null); [ -n "$g" ] || g=$(ps -o pgid= -p $$ | tr -d ' ')
printf '%s %s\\n' ${mark} "$g"; unset g s`;

export function preparation(job: Job, folderMark: string): string {
  const lines = Object.entries(job.env).map(([name, value]) => `export ${name}=${quote(value)}`);
  if (job.cwd !== null)
    lines.push(
      `CDPATH= cd -- ${homeQuote(job.cwd)} 2>/dev/null || { printf '%s\\n' ${folderMark} >&2; exit 1; }`,
    );
  return lines.join('\n');
}

/** `~/x` means the user's home, as a person would expect; everything else is taken to the letter. */
function homeQuote(folder: string): string {
  if (folder === '~') return '"$HOME"';
  return folder.startsWith('~/') ? `"$HOME"/${quote(folder.slice(2))}` : quote(folder);
}

export const killCommand = (group: number): string =>
  `exec sh -c 'kill -TERM -${group} 2>/dev/null; i=0; while kill -0 -${group} 2>/dev/null && [ $i -lt 15 ]; do sleep 0.1 2>/dev/null || sleep 1; i=$((i+1)); done; kill -KILL -${group} 2>/dev/null; exit 0'`;
