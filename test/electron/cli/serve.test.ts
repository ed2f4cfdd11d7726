import { createServer } from 'node:net';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';

import { cli, json, serve } from '../../support/cli.ts';
import { askingFlow, hookFlow } from '../../support/flows.ts';
import { tempHome } from '../../support/host.ts';

// Every command is a process of its own, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

test('the first line signs its reader in, once; a stop is clean and quick', async () => {
  const home = tempHome();
  const host = await serve(home, ['--port', '0']);
  expect(host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const exchange = () =>
    fetch(`${host.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: host.url },
      body: JSON.stringify({ code: host.code }),
    });
  expect((await exchange()).status).toBe(200);
  expect((await exchange()).status).toBe(401);
  expect(JSON.parse(readFileSync(join(home, 'host.json'), 'utf8'))).toMatchObject({
    pid: host.pid,
    url: host.url,
  });
  const started = performance.now();
  const ended = await host.stop('SIGTERM');
  expect([ended.code, performance.now() - started < 5000]).toEqual([0, true]);
  expect(ended.stdout.split('\n')).toHaveLength(2);
  expect(existsSync(join(home, 'host.json'))).toBe(false);
});

test('commands talk to the running host of their home, and a second host is refused', async () => {
  const home = tempHome();
  const host = await serve(home, ['--port', '0']);
  const file = join(home, 'x.flow.yaml');
  writeFileSync(file, hookFlow());
  expect((await cli(['flows', 'import', file], { home })).code).toBe(0);
  const token = readFileSync(join(home, 'token'), 'utf8').trim();
  const list = await fetch(`${host.url}/api/v1/flows`, { headers: { authorization: `Bearer ${token}` } });
  expect(await list.json()).toMatchObject({ items: [{ id: 'hooked' }] });
  expect(
    (await json(['runs', 'start', 'hooked', '--input', '{"id":1}', '--wait'], { home })).document,
  ).toMatchObject({ data: { status: 'succeeded' } });
  const second = await json(['serve', '--port', '0'], { home });
  expect([second.code, second.document.error?.code]).toEqual([5, 'store_owned']);
  const named = await json(['flows', 'list'], {
    env: { COUNTERSIGN_URL: host.url, COUNTERSIGN_TOKEN: token },
    home: tempHome(),
  });
  expect(named.document).toMatchObject({ data: { items: [{ id: 'hooked' }] } });
});

test('what was accepted is there after the host was killed', async () => {
  const home = tempHome();
  const file = join(home, 'x.flow.yaml');
  writeFileSync(file, hookFlow());
  await cli(['flows', 'import', file], { home });
  await cli(['flows', 'release', 'hooked', '--notes', 'x'], { home });
  await cli(['flows', 'promote', 'hooked'], { home });
  const host = await serve(home, ['--port', '0']);
  const ids = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const reply = await fetch(`${host.url}/hooks/hooked/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: index }),
      });
      return ((await reply.json()) as { id: string }).id;
    }),
  );
  await host.stop('SIGKILL');
  // host.json still names the dead process: the lock is the kernel's, so the home opens at once.
  const list = await json(['runs', 'list', '--limit', '100'], { home });
  const found = ((list.document as { data?: { items: { id: string }[] } }).data?.items ?? []).map(
    ({ id }) => id,
  );
  expect(found.sort()).toEqual(ids.sort());
});

test('a port that is taken is said, with what to do; a program that squats on it gets no token', async () => {
  const home = tempHome();
  const heard: string[] = [];
  const squatter = createServer((socket) => socket.on('data', (chunk) => void heard.push(chunk.toString())));
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void squatter.close());
  const address = squatter.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const taken = await json(['serve', '--port', String(port)], { home });
  expect([taken.code, taken.document.error?.code, taken.document.error?.fix]).toEqual([
    5,
    'no_host',
    expect.stringContaining('--port'),
  ]);
  writeFileSync(
    join(home, 'host.json'),
    JSON.stringify({ pid: process.pid, url: `http://127.0.0.1:${port}` }),
  );
  expect((await cli(['flows', 'list'], { home })).code).toBe(0);
  expect(heard.join('')).not.toContain(readFileSync(join(home, 'token'), 'utf8').trim());
  expect(heard.join('')).toContain('/api/v1/host/proof');
});

test('listening beyond this machine needs the address that people use', async () => {
  const home = tempHome();
  expect((await json(['serve', '--bind', '0.0.0.0'], { home })).document.error?.code).toBe('usage');
});

test('two commands on one home at the same moment both get their turn', async () => {
  const home = tempHome();
  const ended = await Promise.all(Array.from({ length: 3 }, () => cli(['flows', 'list'], { home })));
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
});

test('watching tells one document a line until the run has ended', async () => {
  const home = tempHome();
  const file = join(home, 'x.flow.yaml');
  writeFileSync(file, askingFlow());
  await cli(['flows', 'import', file], { home });
  const host = await serve(home, ['--port', '0']);
  const started = await json(['runs', 'start', 'asking', '--input', '{"title":"x"}'], { home });
  const { id } = (started.document as { data?: { id: string } }).data ?? { id: '' };
  const watching = cli(['runs', 'watch', id, '--json'], { home });
  await cli(['approvals', 'approve', `${id}.review.1`], { home });
  const { code, stdout } = await watching;
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { schema: number; data: { type: string; seq: number } });
  expect(code).toBe(0);
  expect(lines.map(({ data }) => data.seq)).toEqual(lines.map((_, index) => index + 1));
  expect([lines[0]?.data.type, lines.at(-1)?.data.type]).toEqual(['run.started', 'run.ended']);
  await host.stop();
});
