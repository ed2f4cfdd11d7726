import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliFile } from './host-process.ts';

/**
 * A host under strace, killed with SIGKILL as it enters its k-th write to the store's files (database or WAL), so
 * that this write never happens. With k = 0 nothing is killed and the writes are counted.
 */
export async function startTracedHost(home: string, k: number): Promise<TracedHost> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-trace-'));
  const log = join(folder, 'writes.log');
  const store = join(home, 'countersign.db');
  const args = ['-f', '-qq', '-o', log, '-e', 'trace=pwrite64', '-P', store, '-P', `${store}-wal`];
  if (k > 0) args.push('-e', `inject=pwrite64:signal=KILL:when=${k}`);
  const child = spawn(
    'strace',
    [...args, process.execPath, cliFile, 'serve', '--home', home, '--port', '0'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const exited = once(child, 'exit').then(() => undefined);
  let out = '';
  const listening = new Promise<string | null>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const url = /^(http:\/\/127\.0\.0\.1:\d+)\/#code=.*\n/.exec(out)?.[1];
      if (url !== undefined) resolve(url);
    });
    void exited.then(() => resolve(null));
  });
  const url = await listening;
  return {
    url,
    exited,
    writes: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line.includes('pwrite64(')).length,
    end: async () => {
      // The host is strace's child: its pid is the first column of the log, once it has written anything.
      const pid = Number(readFileSync(log, 'utf8').split(/\s/)[0]);
      if (Number.isInteger(pid) && pid > 0) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It is gone already: that is what was wanted.
        }
      }
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type TracedHost = {
  /** null where it died before it listened. */
  url: string | null;
  exited: Promise<undefined>;
  writes: () => number;
  end: () => Promise<void>;
};
