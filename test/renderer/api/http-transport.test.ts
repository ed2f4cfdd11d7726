import { afterEach, expect, test, vi } from 'vitest';
import { createHttpTransport } from '../../../renderer/api/http-transport.ts';
import type { LiveState } from '../../../renderer/api/transport.ts';
import { AppError } from '../../../shared/errors.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('an error of the host keeps its code and its fix', async () => {
  const body = {
    error: { code: 'already_decided', message: 'Mara approved it at 09:12.', fix: 'Nothing is left to do.' },
  };
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status: 409 }));
  const call = createHttpTransport().call('approvals.decide', { id: 'a', decision: 'approved' });
  await expect(call).rejects.toMatchObject({ code: 'already_decided', fix: 'Nothing is left to do.' });
});

test('a host that does not answer is said in words, not as a failed fetch', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  const error: unknown = await createHttpTransport()
    .call('flows.list', {})
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'no_host', message: 'The host does not answer.' });
});

test('a refused stream is opened again, ever later, until the listener is gone', () => {
  vi.useFakeTimers();
  const opened: FakeSource[] = [];
  type FakeSource = {
    readyState: number;
    onopen: () => void;
    onerror: () => void;
    close: () => void;
    closed: boolean;
  };
  function Source(this: FakeSource): void {
    this.readyState = 0;
    this.closed = false;
    this.close = () => void (this.closed = true);
    opened.push(this);
  }
  Source.CLOSED = 2;
  vi.stubGlobal('EventSource', Source);
  const states: LiveState[] = [];
  const stop = createHttpTransport().subscribe({
    onEvent: () => undefined,
    onState: (state) => states.push(state),
  });
  const refuse = (): void => {
    const source = opened.at(-1);
    if (source === undefined) return;
    source.readyState = 2;
    source.onerror();
  };

  refuse();
  vi.advanceTimersByTime(499);
  expect(opened).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(opened).toHaveLength(2);
  refuse();
  vi.advanceTimersByTime(999);
  expect(opened).toHaveLength(2);
  vi.advanceTimersByTime(1);
  opened.at(-1)?.onopen();
  expect(states).toEqual(['connecting', 'lost', 'lost', 'live']);

  stop();
  expect(opened.at(-1)?.closed).toBe(true);
  refuse();
  vi.advanceTimersByTime(60_000);
  expect(opened).toHaveLength(3);
});
