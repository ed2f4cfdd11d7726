import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileOf = (home: string): string => join(home, 'host.json');

/** Says who has the home open, for people and for the CLI. The lock itself is `owner.db`: this file only tells. */
export function writeHostFile(
  home: string,
  host: { url: string | null; startedAt: string; version: string },
): void {
  writeFileSync(fileOf(home), `${JSON.stringify({ pid: process.pid, ...host })}\n`, { mode: 0o600 });
}

export function removeHostFile(home: string): void {
  rmSync(fileOf(home), { force: true });
}

/** Where the host of this home listens, as it says itself; null where none runs or none listens. */
export function readHostUrl(home: string): string | null {
  try {
    const { pid, url } = JSON.parse(readFileSync(fileOf(home), 'utf8')) as { pid?: unknown; url?: unknown };
    return typeof pid === 'number' && typeof url === 'string' && isAlive(pid) ? url : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process of that number exists all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
