import { afterAll, describe, expect, test } from 'vitest';
import type { StepContext } from '../../../electron/steps/executor.ts';
import { ssh } from '../../../electron/steps/ssh.ts';
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
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'host_key_missing', details: { hostKey: other.hostKey } },
    });
    expect(other.log()).not.toMatch(/Failed|Accepted|password|publickey/i);
    await other.close();
  });

  test('a changed host key is refused with both fingerprints before any login', async () => {
    const impostor = await startSshServer();
    const outcome = await failed(
      build({ port: String(impostor.port) }, { privateKey: server.privateKey, password: 'canary-pw' }),
    );
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'host_key_changed', details: { hostKey: impostor.hostKey, pinned: server.hostKey } },
    });
    expect(impostor.log()).not.toMatch(/Failed|Accepted|password|publickey/i);
    await impostor.close();
  });

  test('the key may be pinned by fingerprint of any kind or by its line', async () => {
    for (const hostKey of [
      server.rsaHostKey,
      server.hostKeyLine,
      `[127.0.0.1]:${server.port} ${server.hostKeyLine}`,
    ]) {
      expect(await run({ command: 'true' }, { connection: build({ hostKey }) })).toMatchObject({ ok: true });
    }
  });

  test('a locked key opens with its passphrase, and says so when it does not', async () => {
    const good = build({}, { privateKey: server.lockedKey, passphrase: server.passphrase });
    expect(await run({ command: 'true' }, { connection: good })).toMatchObject({ ok: true });
    expect(
      await failed(build({}, { privateKey: server.lockedKey, passphrase: 'canary-wrong' })),
    ).toMatchObject({ error: { code: 'key_locked' } });
    expect(await failed(build({}, { privateKey: 'canary not a key' }))).toMatchObject({
      error: { code: 'key_unreadable' },
    });
  });

  test('a refused login is final and is tried at most twice', async () => {
    const own = await startSshServer();
    const wrong = build(
      { port: String(own.port), hostKey: own.hostKey },
      { privateKey: server.privateKey, password: 'canary-pw' },
    );
    const outcome = await failed(wrong);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'key_refused' } });
    expect(outcome).not.toHaveProperty('error.passing');
    expect(own.log().match(/Failed (?:password|publickey)/g)?.length ?? 0).toBeLessThanOrEqual(2);
    await own.close();
  });

  test('a server that offers only old methods is refused by name', async () => {
    const old = await startSshServer({ config: ['KexAlgorithms diffie-hellman-group14-sha1'] });
    expect(await failed(build({ port: String(old.port), hostKey: old.hostKey }))).toMatchObject({
      ok: false,
      error: { code: 'weak_server', message: expect.stringContaining('exchange keys') },
    });
    await old.close();
  });

  test('no server at all may pass', async () => {
    expect(await failed(build({ port: '1' }))).toMatchObject({
      ok: false,
      error: { code: 'unreachable', passing: true },
    });
  });
});
