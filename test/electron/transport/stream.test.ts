import { expect, onTestFinished, test } from 'vitest';
import { startHost, type TestHost } from '../../support/host.ts';
import { askingFlow, hookFlow } from '../../support/flows.ts';

type Told = {
  id: string | null;
  data: { type: string; run?: string; status?: string; noun?: string; approvals?: string[] };
};

/** Reads a stream as a browser would; `told` grows as it comes. */
async function listen(host: TestHost, lastEventId?: string): Promise<Told[]> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const response = await fetch(`${host.url}/api/v1/stream`, {
    signal: stop.signal,
    headers: {
      authorization: `Bearer ${host.token}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const told: Told[] = [];
  void read(response, told).catch(() => undefined);
  return told;
}

async function read(response: Response, told: Told[]): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined)
        told.push({ id: /^id: (.*)$/m.exec(block)?.[1] ?? null, data: JSON.parse(data) as Told['data'] });
    }
  }
}

test('every committed change of a run is told, with its cards', async () => {
  const host = await startHost();
  await host.client('flows.import', { text: askingFlow() });
  const told = await listen(host);
  const { id } = await host.client('runs.start', { id: 'asking', input: { title: 'x' } });
  await expect
    .poll(() => told.at(-1)?.data)
    .toMatchObject({ type: 'run', run: id, status: 'waiting', approvals: [`${id}.review.1`] });
  await host.client('approvals.decide', { id: `${id}.review.1`, decision: 'approved' });
  await expect.poll(() => told.at(-1)?.data).toMatchObject({ type: 'run', run: id, status: 'succeeded' });
  await host.client('flows.release', { id: 'asking' });
  await expect
    .poll(() => told.at(-1))
    .toEqual({ id: null, data: { type: 'changed', noun: 'flows', id: 'asking' } });
});

test('a reader that comes back gets what it missed, once and in order', async () => {
  const host = await startHost();
  await host.client('flows.import', { text: hookFlow() });
  const first = await listen(host);
  await host.client('runs.start', { id: 'hooked', input: { id: 1 } });
  await expect.poll(() => first.length).toBe(1);
  const missed = [];
  for (let index = 0; index < 5; index++)
    missed.push((await host.client('runs.start', { id: 'hooked', input: { id: index } })).id);
  const back = await listen(host, first[0]?.id ?? '');
  await expect.poll(() => back.map(({ data }) => data.run)).toEqual(missed);
  const ids = back.map(({ id }) => Number(id));
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
});

test('a reader that comes back across a restart goes on where it was', async () => {
  const host = await startHost();
  await host.client('flows.import', { text: hookFlow() });
  const first = await listen(host);
  await host.client('runs.start', { id: 'hooked', input: { id: 1 } });
  await expect.poll(() => first.length).toBe(1);
  const { id } = await host.client('runs.start', { id: 'hooked', input: { id: 2 } });
  await host.app.close();
  const next = await startHost({ home: host.home });
  const back = await listen(next, first[0]?.id ?? '');
  await expect.poll(() => back.map(({ data }) => data.run)).toEqual([id]);
});

test('an id from another home begins again with a reset', async () => {
  const host = await startHost();
  for (const id of ['999999', 'nonsense']) {
    const told = await listen(host, id);
    await expect.poll(() => told[0]?.data).toEqual({ type: 'reset' });
  }
});

test('the host closes while readers are on the line', async () => {
  const host = await startHost();
  await listen(host);
  const started = performance.now();
  await host.app.close();
  expect(performance.now() - started).toBeLessThan(5000);
});
