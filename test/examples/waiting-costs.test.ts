import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { newHome, removeHome, startHost, until } from '../support/host-process.ts';

const flow = `countersign: 1
id: patience
nodes:
  go: { kind: trigger.manual }
  call: { kind: wait, config: { for: callback, timeout: 400d } }
  late: { kind: end, config: { outcome: failed } }
edges:
  - go -> call
  - call.timeout -> late
`;

const residentMiB = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Memory of a quiet host: start-up garbage settles before it is read, and the smallest reading counts. */
async function quietMiB(pid: number): Promise<number> {
  let least = Infinity;
  for (let look = 0; look < 8; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    least = Math.min(least, residentMiB(pid));
  }
  return least;
}

test('a thousand runs that wait for 400 days cost a restarted host less than 30 MiB, and each can still be told apart', async () => {
  const empty = await startHost(newHome());
  const idle = await quietMiB(empty.pid);
  await empty.stop();
  removeHome(empty.home);

  let host = await startHost(newHome());
  await host.api('POST', '/flows', flow);
  await Promise.all(
    Array.from({ length: 1000 }, async () => {
      const { status } = await host.api('POST', '/flows/patience/runs', { target: 'draft' });
      expect(status).toBe(202);
    }),
  );
  await host.stop();
  host = await startHost(host.home);
  try {
    const waiting = await quietMiB(host.pid);
    console.log(`idle host ${idle.toFixed(1)} MiB, with 1,000 waiting runs ${waiting.toFixed(1)} MiB`);
    expect(waiting - idle).toBeLessThan(30);
    const page = await until(
      async () => (await host.api('GET', '/runs?status=waiting&limit=500')).body,
      'the list of waiting runs',
    );
    expect([page.items?.length, page['next']]).toEqual([500, expect.any(String)]);
  } finally {
    await host.stop();
    removeHome(host.home);
  }
}, 60_000);
