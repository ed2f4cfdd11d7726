import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { StepContext } from '../../../electron/steps/executor.ts';
import { pollJob, ssh } from '../../../electron/steps/ssh.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { startSshServer } from '../../support/ssh-server.ts';
import { connection, stepContext } from '../../support/step-context.ts';

const server = await startSshServer();
afterAll(() => server.close());

const settings = { host: server.host, port: String(server.port), user: server.user, hostKey: server.hostKey };
const build = (
  more: Record<string, string> = {},
  secrets: Record<string, string> = { privateKey: server.privateKey },
) => connection('ssh', { ...settings, ...more }, secrets);
const run = (input: JsonObject, more: Partial<StepContext> = {}) =>
  ssh.execute({ connection: 'build', ...input }, stepContext({ connection: build(), ...more }));
const folder = mkdtempSync('/tmp/cs-ssh-work-');
afterAll(() => rmSync(folder, { recursive: true }));

describe('a detached job', () => {
  const kick = (key: string, command: string, more: JsonObject = {}) =>
    run({ command, detach: true, ...more }, { key });
  const ended = (key: string) =>
    vi.waitFor(
      async () => {
        const found = await pollJob(build(), key);
        if (!('done' in found) || !found.done) throw new Error('not yet');
        return found.body;
      },
      { timeout: 10_000, interval: 200 },
    );

  test('is started at once and leaves its output, exit code and marker behind', async () => {
    const go = join(folder, 'go');
    const waiting = `cat; echo "$E"; pwd; while [ ! -e ${go} ]; do sleep 0.05; done; echo err >&2; exit 7`;
    const started = await kick('run-1.job.1', waiting, {
      stdin: "it's in\n",
      env: { E: "a'b" },
      cwd: folder,
    });
    const dir = join(server.home, '.countersign/jobs/run-1.job.1');
    expect(started).toEqual({
      ok: true,
      output: { exitCode: 0, signal: null, stdout: '', stderr: '', job: { dir } },
    });
    expect(await pollJob(build(), 'run-1.job.1')).toEqual({ done: false });
    writeFileSync(go, '');
    expect(await ended('run-1.job.1')).toEqual({
      exitCode: 7,
      stdout: `it's in\na'b\n${folder}\n`,
      stderr: 'err\n',
    });
    expect(readdirSync(dir).sort()).toEqual(['done', 'exit', 'pid', 'run', 'stderr', 'stdin', 'stdout']);
    expect(statSync(dir).mode & 0o077).toBe(0);
  });

  test('with the same key never starts twice, not even at the same time', async () => {
    const file = join(folder, 'starts');
    writeFileSync(file, '');
    const all = await Promise.all(Array.from({ length: 6 }, () => kick('run-2.job.1', `echo x >> ${file}`)));
    expect(all.every((outcome) => outcome.ok === true)).toBe(true);
    await ended('run-2.job.1');
    expect(await kick('run-2.job.1', `echo x >> ${file}`)).toMatchObject({ ok: true });
    expect(readFileSync(file, 'utf8')).toBe('x\n');
  });

  test('goes on when the session that started it is killed', async () => {
    const own = await startSshServer();
    const conn = build({ port: String(own.port), hostKey: own.hostKey }, { privateKey: own.privateKey });
    await ssh.execute(
      { connection: 'b', command: 'sleep 0.5; echo survived', detach: true },
      stepContext({ connection: conn, key: 'run-3.job.1' }),
    );
    for (const pid of own.sessions()) process.kill(pid, 'SIGKILL');
    await vi.waitFor(
      async () =>
        expect(await pollJob(conn, 'run-3.job.1')).toMatchObject({
          done: true,
          body: { stdout: 'survived\n' },
        }),
      { timeout: 8_000 },
    );
    await own.close();
  });

  test('a probe tells whether it was started', async () => {
    const ask = (key: string) =>
      ssh.probe?.(
        { connection: 'b', command: 'true', detach: true },
        stepContext({ connection: build(), key }),
      );
    expect(await ask('never.job.1')).toEqual({ happened: false });
    await kick('run-4.job.1', 'true');
    await ended('run-4.job.1');
    expect(await ask('run-4.job.1')).toMatchObject({
      happened: true,
      output: { exitCode: 0, job: { dir: expect.stringContaining('run-4.job.1') } },
    });
    expect(
      await ssh.probe?.(
        { connection: 'b', command: 'true' },
        stepContext({ connection: build(), key: 'run-4.job.1' }),
      ),
    ).toEqual({ happened: 'unsure' });
    expect(
      await ssh.probe?.(
        { connection: 'b', command: 'true', detach: true },
        stepContext({ connection: build({ port: '1' }), key: 'run-4.job.1' }),
      ),
    ).toEqual({ happened: 'unsure' });
  });

  test('a poll tells a missing job from one that cannot be asked for', async () => {
    expect(await pollJob(build(), 'never.job.2')).toEqual({ missing: true });
    await expect(pollJob(build({ port: '1' }), 'never.job.2')).rejects.toThrow('cannot be reached over SSH');
  });

  test('output over 1 MiB comes back cut, both streams apart', async () => {
    await kick(
      'run-5.job.1',
      'head -c 3000000 /dev/zero | tr "\\0" a; head -c 10 /dev/zero | tr "\\0" b >&2',
    );
    const body = await ended('run-5.job.1');
    expect(body.stdout).toMatch(/^a{1048576}\n\[cut here: 1048576 of 3000000 bytes are kept\]$/);
    expect(body.stderr).toBe('b'.repeat(10));
  });

  test('a key that is no folder name cannot lead elsewhere', async () => {
    await kick('../../escape', 'true');
    expect(execFileSync('find', [server.home, '-name', 'escape*'], { encoding: 'utf8' })).toBe('');
    expect(await ended('../../escape')).toMatchObject({ exitCode: 0 });
  });
});
