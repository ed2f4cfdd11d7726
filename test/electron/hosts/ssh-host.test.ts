import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { readHostAddress } from '../../../shared/host-address.ts';
import { createWebWire } from '../../../electron/hosts/wire.ts';
import { tempHome } from '../../support/host.ts';
import { until } from '../../support/host-process.ts';
import { openHosts, startAskingHost, tokenOf } from '../../support/known-hosts.ts';
import { startSshServer } from '../../support/ssh-server.ts';

vi.setConfig({ testTimeout: 90_000 });

async function sshTo(port: string) {
  const server = await startSshServer();
  onTestFinished(() => server.close());
  const folder = tempHome();
  const keyFile = join(folder, 'id');
  const lockedFile = join(folder, 'locked');
  writeFileSync(keyFile, server.privateKey, { mode: 0o600 });
  writeFileSync(lockedFile, server.lockedKey, { mode: 0o600 });
  const address = `ssh://${server.user}@127.0.0.1:${server.port}?port=${port}`;
  return { server, keyFile, lockedFile, address };
}

describe('a host behind ssh://', () => {
  test('its server is compared first, then pinned; calls, news and messages go through, and closing ends the session', async () => {
    const host = await startAskingHost();
    const { server, lockedFile, address } = await sshTo(new URL(host.url).port);
    const home = tempHome();
    const { hosts, messages } = await openHosts(home);
    const token = await tokenOf(host);
    const ssh = { keyFile: lockedFile, passphrase: server.passphrase };

    // Nothing of ours is shown to a server that nobody compared.
    const refused = await hosts.attach({ address, token, ssh }).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'conflict',
      details: [{ code: 'host_key_missing', hostKey: server.hostKey }],
    });
    expect(server.log()).not.toContain('Accepted');
    await expect(
      hosts.attach({ address, token, ssh: { ...ssh, hostKey: `SHA256:${'A'.repeat(43)}` } }),
    ).rejects.toMatchObject({ code: 'misdirected', message: expect.stringContaining('another host key') });

    const added = await hosts.attach({ address, token, ssh: { ...ssh, hostKey: server.hostKey } });
    expect(added).toMatchObject({ person: 'Anna', hostKey: server.hostKey });
    const run = await host.ask('Tides');
    await until(
      async () => messages.has(`host:${added.id}:${run}.review.1`),
      'a message through the session',
    );
    const flows = await hosts.line(added.id)?.call('flows.list', {});
    expect(flows).toMatchObject({ items: [{ id: 'asking' }] });
    // One session for everything, and no port of this computer that others could use.
    const forwarded = server.log().match(/Accepted publickey/g)?.length;
    expect(forwarded).toBeGreaterThan(0);
    const kept = readFileSync(join(home, 'hosts.json'), 'utf8');
    for (const secret of [token, server.passphrase, server.lockedKey]) expect(kept).not.toContain(secret);

    // The session is cut, as by a network that went away: it is opened again by itself.
    const cut = server.sessions();
    cut.forEach((pid) => process.kill(pid, 'SIGKILL'));
    await host.ask('Back');
    await until(async () => messages.size === 2, 'it is heard again');
    await hosts.close();
    await until(async () => server.sessions().length === 0, 'nothing is left open');
  });

  test('a key that is not let in, a file that is not there and a port where nothing answers are said', async () => {
    const { server, keyFile, address } = await sshTo('9');
    const { hosts } = await openHosts(tempHome());
    const token = 'x'.repeat(40);
    const attach = (ssh: { keyFile?: string; hostKey?: string }) => hosts.attach({ address, token, ssh });
    const { hostKey } = server;
    await expect(attach({ keyFile, hostKey })).rejects.toMatchObject({
      code: 'no_host',
      message: expect.stringContaining('No Countersign answers'),
    });
    await expect(attach({ keyFile: '/nowhere/id', hostKey })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('/nowhere/id'),
    });
    await expect(attach({ hostKey })).rejects.toMatchObject({
      message: expect.stringContaining('No SSH agent'),
    });
    const other = join(tempHome(), 'other');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', other]);
    await expect(attach({ keyFile: other, hostKey })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('refused the login'),
    });
    expect(hosts.list().items).toEqual([]);
  });

  test('a running agent logs in with the key that it holds', async () => {
    const host = await startAskingHost();
    const { server, keyFile, address } = await sshTo(new URL(host.url).port);
    const socket = join(tempHome(), 'agent');
    const told = execFileSync('ssh-agent', ['-a', socket, '-s'], { encoding: 'utf8' });
    const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(told)?.[1]);
    onTestFinished(() => void process.kill(pid));
    execFileSync('ssh-add', ['-q', keyFile], {
      env: { ...process.env, SSH_AUTH_SOCK: socket },
      stdio: 'pipe',
    });
    const { hosts } = await openHosts(tempHome(), { agent: socket });
    const added = await hosts.attach({
      address,
      token: await tokenOf(host),
      ssh: { hostKey: server.hostKey },
    });
    expect(added.person).toBe('Anna');
  });
});

describe('https', () => {
  test('a certificate that nobody trusts ends it before a byte of ours; trusted, it is used', async () => {
    const folder = tempHome();
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-keyout',
        key,
        '-out',
        cert,
        ...subject,
      ],
      { stdio: 'pipe' },
    );
    let requests = 0;
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => {
      requests += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const at = server.address();
    const text = `https://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`;
    // The variable that turns certificates off everywhere else counts nothing here.
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { hosts } = await openHosts(tempHome());
    await expect(hosts.attach({ address: text, token: 'x'.repeat(40) })).rejects.toMatchObject({
      code: 'misdirected',
      message: expect.stringContaining('nobody that this computer trusts has signed it'),
      fix: expect.stringContaining('never goes on without'),
    });
    expect(requests).toBe(0);

    const address = readHostAddress(text);
    if (address.kind !== 'web') throw new Error('not a web address');
    const wire = createWebWire(address, { authorities: [readFileSync(cert, 'utf8')] });
    onTestFinished(() => wire.close());
    const ask = { method: 'GET', path: '/', headers: {}, body: null };
    expect((await wire.ask(ask)).statusCode).toBe(200);
    expect(requests).toBe(1);
  });
});
