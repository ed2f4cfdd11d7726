import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from '../../shared/json.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const cliFile = join(root, 'out/cli.js');

export type Answer = {
  status: number;
  body: Record<string, Json> & { items?: Record<string, Json>[] };
  headers: Headers;
};

/** A real headless host: the built program in a process of its own, spoken to over HTTP as any other program would. */
export type Host = {
  url: string;
  home: string;
  pid: number;
  token: string;
  api: (
    method: string,
    path: string,
    body?: Json | string,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
  /** SIGKILL: no goodbye, as a crash. */
  kill: () => Promise<void>;
  stop: () => Promise<number | null>;
  child: ChildProcess;
};

export const newHome = (): string => mkdtempSync(join(tmpdir(), 'countersign-home-'));
export const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true });

export async function startHost(home: string, env: Record<string, string> = {}, port = 0): Promise<Host> {
  if (!existsSync(cliFile)) throw new Error('out/cli.js is missing: run `npm run build` first.');
  const child = spawn(process.execPath, [cliFile, 'serve', '--home', home, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const url = await firstUrl(child);
  const token = readFileSync(join(home, 'token'), 'utf8').trim();
  const api: Host['api'] = async (method, path, body, headers = {}) => {
    const text = typeof body === 'string';
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': text ? 'application/yaml' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: text ? body : JSON.stringify(body) }),
    });
    const type = response.headers.get('content-type') ?? '';
    const content = await response.text();
    const parsed = type.includes('json') && content !== '' ? JSON.parse(content) : { text: content };
    return { status: response.status, body: parsed, headers: response.headers };
  };
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  return {
    url,
    home,
    pid: child.pid ?? -1,
    token,
    api,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    child,
  };
}

function firstUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = '';
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-4000)));
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const line = out.split('\n')[0];
      if (line !== undefined && out.includes('\n')) {
        const url = /^(http:\/\/127\.0\.0\.1:\d+)\/#code=/.exec(line)?.[1];
        if (url === undefined) reject(new Error(`The host's first line is not its address: ${line}`));
        else resolve(url);
      }
    });
    child.once('exit', (code, signal) =>
      reject(new Error(`The host ended at start (${code ?? signal}): ${errors}`)),
    );
  });
}

/** Waits for a state, never for a time. */
export async function until<T>(
  look: () => Promise<T | null | undefined | false>,
  what: string,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
