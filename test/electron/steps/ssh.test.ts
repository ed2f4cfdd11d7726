import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { StepContext } from '../../../electron/steps/executor.ts';
import { pollJob, ssh } from '../../../electron/steps/ssh.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { startSshServer } from '../../support/ssh-server.ts';
import { connection, stepContext, timeoutReason } from '../../support/step-context.ts';

const server = await startSshServer();
afterAll(() => server.close());

const settings = { host: server.host, port: String(server.port), user: server.user, hostKey: server.hostKey };
const build = (more: Record<string, string> = {}, secrets: Record<string, string> = { privateKey: server.privateKey }) =>
  connection('ssh', { ...settings, ...more }, secrets);
const run = (input: JsonObject, more: Partial<StepContext> = {}) =>
  ssh.execute({ connection: 'build', ...input }, stepContext({ connection: build(), ...more }));
const aborting = (ms: number) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(timeoutReason()), ms);
  return controller.signal;
};
const folder = mkdtempSync('/tmp/cs-ssh-work-');
const isAlive = (pid: number): boolean => {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};
const pidIn = (file: string) => vi.waitFor(() => Number(readFileSync(file, 'utf8').trim() || Number.NaN.toFixed()), { timeout: 5_000 });

describe('a command', () => {
  test('runs with its input, environment and folder, whatever characters they hold', async () => {
    const awkward = `it's "quoted" $HOME \`id\` \\ ; é 🎈\nsecond line`;
    const outcome = await run({
      command: 'cat; printf "|%s|" "$AWKWARD"; pwd; echo oops >&2',
      stdin: awkward,
      env: { AWKWARD: awkward },
      cwd: folder,
    });
    expect(outcome).toEqual({
      ok: true,
      output: { exitCode: 0, signal: null, stdout: `${awkward}|${awkward}|${folder}\n`, stderr: 'oops\n' },
    });
  });

  test('a script of several lines runs as one, with its own heredoc', async () => {
    const script = 'for i in 1 2; do\n  echo "n$i"\ndone\ncat <<END\nin \'here\'\nEND\n';
    expect(await run({ script })).toMatchObject({ ok: true, output: { stdout: "n1\nn2\nin 'here'\n" } });
  });

  test('neither script, environment nor input stand in anybody’s arguments', async () => {
    const canary = 'canary-in-script-77';
    const outcome = await run({ script: `: ${canary}; cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '`, env: { E: canary }, stdin: canary });
    if (outcome.ok !== true) throw new Error('expected success');
    const { stdout } = outcome.output as { stdout: string };
    expect(stdout).toContain('sshd');
    expect(stdout).not.toContain(canary);
  });

  test.each([
    ['exit 3', { code: 'exit_code', details: { exitCode: 3, signal: null } }],
    ['exit 255', { code: 'exit_code', details: { exitCode: 255 } }],
    ['kill -9 $$', { code: 'killed', details: { exitCode: null, signal: 'SIGKILL' } }],
    ['echo only-here >&2; exit 1', { code: 'exit_code', details: { stderr: 'only-here\n' } }],
  ])('“%s” fails with its code or signal and no retry of its own', async (command, error) => {
    const outcome = await run({ command });
    expect(outcome).toMatchObject({ ok: false, error });
    expect(outcome).not.toHaveProperty('error.passing');
  });

  test('an allowed exit code is a success', async () => {
    expect(await run({ command: 'exit 3', allowExit: [0, 3] })).toMatchObject({ ok: true, output: { exitCode: 3 } });
  });

  test('a folder that is not there runs nothing', async () => {
    const outcome = await run({ command: `touch ${folder}/ran`, cwd: '/no/such' });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'no_such_folder' } });
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  test('64 MiB of output are cut at 1 MiB and say so; memory does not grow with them', async () => {
    const before = process.memoryUsage().rss;
    const outcome = await run({ command: 'head -c 67108864 /dev/zero | tr "\\0" x; echo end >&2' });
    if (outcome.ok !== true) throw new Error('expected success');
    const output = outcome.output as { stdout: string; stderr: string };
    expect(output.stdout).toMatch(/\[cut here: 1048576 of 67108864 bytes are kept\]$/);
    expect(output.stderr).toBe('end\n');
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  test('bytes that are no text do not break it', async () => {
    expect(await run({ command: String.raw`printf '\377\376ok'` })).toMatchObject({ ok: true, output: { stdout: '\uFFFD\uFFFDok' } });
  });

  test.each([{ env: { 'BAD-NAME': 'x' } }, { stdin: 'a\0b' }, { command: 'x'.repeat(300_000) }])('what no shell can take is refused before connecting', async (input) => {
    expect(await run({ command: 'true', ...input }, { connection: build({ port: '1' }) })).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  });
});

describe('who answers and who logs in', () => {
  const failed = async (conn: ReturnType<typeof build>) => {
    const outcome = await run({ command: 'true' }, { connection: conn });
    if (outcome.ok === true) throw new Error('expected a failure');
    expect(JSON.stringify(outcome)).not.toContain('canary');
    return outcome;
  };

  test('a server without a pinned key is refused, its fingerprint shown, nothing offered to it', async () => {
    const other = await startSshServer();
    const outcome = await failed(build({ port: String(other.port), hostKey: '' }, { password: 'canary-pw' }));
    expect(outcome).toMatchObject({ ok: false, error: { code: 'host_key_missing', details: { hostKey: other.hostKey } } });
    expect(other.log()).not.toMatch(/Failed|Accepted|password|publickey/i);
    await other.close();
  });

  test('a changed host key is refused with both fingerprints before any login', async () => {
    const impostor = await startSshServer();
    const outcome = await failed(build({ port: String(impostor.port) }, { privateKey: server.privateKey, password: 'canary-pw' }));
    expect(outcome).toMatchObject({ ok: false, error: { code: 'host_key_changed', details: { hostKey: impostor.hostKey, pinned: server.hostKey } } });
    expect(impostor.log()).not.toMatch(/Failed|Accepted|password|publickey/i);
    await impostor.close();
  });

  test('the key may be pinned by fingerprint of any kind or by its line', async () => {
    for (const hostKey of [server.rsaHostKey, server.hostKeyLine, `[127.0.0.1]:${server.port} ${server.hostKeyLine}`]) {
      expect(await run({ command: 'true' }, { connection: build({ hostKey }) })).toMatchObject({ ok: true });
    }
  });

  test('a locked key opens with its passphrase, and says so when it does not', async () => {
    const good = build({}, { privateKey: server.lockedKey, passphrase: server.passphrase });
    expect(await run({ command: 'true' }, { connection: good })).toMatchObject({ ok: true });
    expect(await failed(build({}, { privateKey: server.lockedKey, passphrase: 'canary-wrong' }))).toMatchObject({ error: { code: 'key_locked' } });
    expect(await failed(build({}, { privateKey: 'canary not a key' }))).toMatchObject({ error: { code: 'key_unreadable' } });
  });

  test('a refused login is final and is tried at most twice', async () => {
    const own = await startSshServer();
    const wrong = build({ port: String(own.port), hostKey: own.hostKey }, { privateKey: server.privateKey, password: 'canary-pw' });
    const outcome = await failed(wrong);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'key_refused' } });
    expect(outcome).not.toHaveProperty('error.passing');
    expect(own.log().match(/Failed (?:password|publickey)/g)?.length ?? 0).toBeLessThanOrEqual(2);
    await own.close();
  });

  test('a server that offers only old methods is refused by name', async () => {
    const old = await startSshServer({ config: ['KexAlgorithms diffie-hellman-group14-sha1'] });
    expect(await failed(build({ port: String(old.port), hostKey: old.hostKey }))).toMatchObject({ ok: false, error: { code: 'weak_server', message: expect.stringContaining('exchange keys') } });
    await old.close();
  });

  test('no server at all may pass', async () => {
    expect(await failed(build({ port: '1' }))).toMatchObject({ ok: false, error: { code: 'unreachable', passing: true } });
  });
});

describe('a session that ends early', () => {
  test('killed mid-command is “may have happened”, never success', async () => {
    const own = await startSshServer();
    const conn = build({ port: String(own.port), hostKey: own.hostKey }, { privateKey: own.privateKey });
    for (let round = 0; round < 5; round++) {
      const marker = join(folder, `killed-${round}`);
      const pending = run({ command: `echo $$ > ${marker}; sleep 0.5; echo done >> ${marker}` }, { connection: conn });
      await pidIn(marker);
      for (const pid of own.sessions()) process.kill(pid, 'SIGKILL');
      expect(await pending).toMatchObject({ ok: 'unsure', error: { code: 'session_lost' } });
    }
    await vi.waitFor(() => expect(readFileSync(join(folder, 'killed-4'), 'utf8')).toContain('done'), { timeout: 5_000 });
    await own.close();
  });

  test('a frozen link is noticed by keep-alive', { timeout: 40_000 }, async () => {
    const own = await startSshServer();
    const marker = join(folder, 'frozen');
    const pending = run({ command: `echo $$ > ${marker}; sleep 60` }, { connection: build({ port: String(own.port), hostKey: own.hostKey }, { privateKey: own.privateKey }) });
    const pid = await pidIn(marker);
    const frozen = own.sessions();
    for (const session of frozen) process.kill(session, 'SIGSTOP');
    const from = Date.now();
    expect(await pending).toMatchObject({ ok: 'unsure', error: { code: 'session_lost' } });
    expect(Date.now() - from).toBeLessThan(15_000);
    process.kill(-pid, 'SIGKILL');
    await own.close();
  });

  test('a timeout ends everything the command had started', async () => {
    const file = join(folder, 'group');
    const outcome = await run({ command: `sh -c 'echo $$ > ${file}; trap "" TERM; sleep 300' & sleep 300` }, { signal: aborting(700) });
    const pid = await pidIn(file);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'timeout', passing: true, message: expect.stringContaining('was ended there') } });
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 3_000 });
  });
});

describe('a detached job', () => {
  const kick = (key: string, command: string, more: JsonObject = {}) => run({ command, detach: true, ...more }, { key });
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
    const started = await kick('run-1.job.1', 'cat; echo "$E"; pwd; sleep 0.3; echo err >&2; exit 7', { stdin: "it's in\n", env: { E: "a'b" }, cwd: folder });
    const dir = join(server.home, '.countersign/jobs/run-1.job.1');
    expect(started).toEqual({ ok: true, output: { exitCode: 0, signal: null, stdout: '', stderr: '', job: { dir } } });
    expect(await pollJob(build(), 'run-1.job.1')).toEqual({ done: false });
    expect(await ended('run-1.job.1')).toEqual({ exitCode: 7, stdout: `it's in\na'b\n${folder}\n`, stderr: 'err\n' });
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
    await ssh.execute({ connection: 'b', command: 'sleep 0.5; echo survived', detach: true }, stepContext({ connection: conn, key: 'run-3.job.1' }));
    for (const pid of own.sessions()) process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => expect(await pollJob(conn, 'run-3.job.1')).toMatchObject({ done: true, body: { stdout: 'survived\n' } }), { timeout: 8_000 });
    await own.close();
  });

  test('a probe tells whether it was started', async () => {
    const ask = (key: string) => ssh.probe?.({ connection: 'b', command: 'true', detach: true }, stepContext({ connection: build(), key }));
    expect(await ask('never.job.1')).toEqual({ happened: false });
    await kick('run-4.job.1', 'true');
    await ended('run-4.job.1');
    expect(await ask('run-4.job.1')).toMatchObject({ happened: true, output: { exitCode: 0, job: { dir: expect.stringContaining('run-4.job.1') } } });
    expect(await ssh.probe?.({ connection: 'b', command: 'true' }, stepContext({ connection: build(), key: 'run-4.job.1' }))).toEqual({ happened: 'unsure' });
    expect(await ssh.probe?.({ connection: 'b', command: 'true', detach: true }, stepContext({ connection: build({ port: '1' }), key: 'run-4.job.1' }))).toEqual({ happened: 'unsure' });
  });

  test('a poll tells a missing job from one that cannot be asked for', async () => {
    expect(await pollJob(build(), 'never.job.2')).toEqual({ missing: true });
    await expect(pollJob(build({ port: '1' }), 'never.job.2')).rejects.toThrow('cannot be reached over SSH');
  });

  test('output over 1 MiB comes back cut, both streams apart', async () => {
    await kick('run-5.job.1', 'head -c 3000000 /dev/zero | tr "\\0" a; head -c 10 /dev/zero | tr "\\0" b >&2');
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
