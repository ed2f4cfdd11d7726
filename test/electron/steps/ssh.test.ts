import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { StepContext } from '../../../electron/steps/executor.ts';
import { ssh } from '../../../electron/steps/ssh.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { startSshServer } from '../../support/ssh-server.ts';
import { connection, stepContext, timeoutReason } from '../../support/step-context.ts';

const server = await startSshServer();
afterAll(() => server.close());

const settings = { host: server.host, port: String(server.port), user: server.user, hostKey: server.hostKey };
const build = (
  more: Record<string, string> = {},
  secrets: Record<string, string> = { privateKey: server.privateKey },
) => connection('ssh', { ...settings, ...more }, secrets);
const run = (input: JsonObject, more: Partial<StepContext> = {}) =>
  ssh.execute({ connection: 'build', ...input }, stepContext({ connection: build(), ...more }));
const aborting = (ms: number) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(timeoutReason()), ms);
  return controller.signal;
};
const folder = mkdtempSync('/tmp/cs-ssh-work-');
afterAll(() => rmSync(folder, { recursive: true }));
const isAlive = (pid: number): boolean => {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};
const pidIn = (file: string) =>
  vi.waitFor(
    () => {
      const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
      if (Number.isNaN(pid)) throw new Error('not written yet');
      return pid;
    },
    { timeout: 5_000 },
  );

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

  test('is heard line by line, also where a line comes in two halves', async () => {
    const lines: string[] = [];
    await run(
      { command: "printf 'half '; sleep 0.3; printf 'whole\\n\\nno end'; echo oops >&2" },
      { log: (line) => lines.push(line) },
    );
    expect(lines.slice(0, 1)).toEqual([`Connected to ${server.host}:${server.port}`]);
    expect(lines.slice(1).toSorted()).toEqual(['half whole', 'no end', 'oops']);
  });

  test('a script of several lines runs as one, with its own heredoc', async () => {
    const script = 'for i in 1 2; do\n  echo "n$i"\ndone\ncat <<END\nin \'here\'\nEND\n';
    expect(await run({ script })).toMatchObject({ ok: true, output: { stdout: "n1\nn2\nin 'here'\n" } });
  });

  test('neither script, environment nor input stand in anybody’s arguments', async () => {
    const canary = 'canary-in-script-77';
    const outcome = await run({
      script: `: ${canary}; cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '`,
      env: { E: canary },
      stdin: canary,
    });
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
    expect(await run({ command: 'exit 3', allowExit: [0, 3] })).toMatchObject({
      ok: true,
      output: { exitCode: 3 },
    });
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
    expect(await run({ command: String.raw`printf '\377\376ok'` })).toMatchObject({
      ok: true,
      output: { stdout: '\uFFFD\uFFFDok' },
    });
  });

  test.each([{ env: { 'BAD-NAME': 'x' } }, { stdin: 'a\0b' }, { command: 'x'.repeat(300_000) }])(
    'what no shell can take is refused before connecting',
    async (input) => {
      expect(await run({ command: 'true', ...input }, { connection: build({ port: '1' }) })).toMatchObject({
        ok: false,
        error: { code: 'invalid_input' },
      });
    },
  );
});

describe('a session that ends early', () => {
  test('killed mid-command is “may have happened”, never success', async () => {
    const own = await startSshServer();
    const conn = build({ port: String(own.port), hostKey: own.hostKey }, { privateKey: own.privateKey });
    for (let round = 0; round < 5; round++) {
      const marker = join(folder, `killed-${round}`);
      const pending = run(
        { command: `echo $$ > ${marker}; sleep 0.5; echo done >> ${marker}` },
        { connection: conn },
      );
      await pidIn(marker);
      for (const pid of own.sessions()) process.kill(pid, 'SIGKILL');
      expect(await pending).toMatchObject({ ok: 'unsure', error: { code: 'session_lost' } });
    }
    await vi.waitFor(() => expect(readFileSync(join(folder, 'killed-4'), 'utf8')).toContain('done'), {
      timeout: 5_000,
    });
    await own.close();
  });

  test('a frozen link is noticed by keep-alive', { timeout: 40_000 }, async () => {
    const own = await startSshServer();
    const marker = join(folder, 'frozen');
    const pending = run(
      { command: `echo $$ > ${marker}; sleep 60` },
      { connection: build({ port: String(own.port), hostKey: own.hostKey }, { privateKey: own.privateKey }) },
    );
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
    const outcome = await run(
      { command: `sh -c 'echo $$ > ${file}; trap "" TERM; sleep 300' & sleep 300` },
      { signal: aborting(700) },
    );
    const pid = await pidIn(file);
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'timeout', passing: true, message: expect.stringContaining('was ended there') },
    });
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 3_000 });
  });
});
