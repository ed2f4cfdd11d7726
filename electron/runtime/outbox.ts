import type { Message } from '../../shared/approval/messages.ts';
import type { OutboxRow } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';

export type Outbox = ReturnType<typeof createOutbox>;

export type OutboxParts = {
  store: Store;
  clock: Clock;
  write: <T>(work: () => T) => Promise<T>;
  /** Rejects when the message did not leave; it is tried again with the same key. */
  deliver: (message: Message) => Promise<void>;
  log: (line: string) => void;
};

/** After these the message is given up and health says so: 10 s, 20 s, 40 s … together about a day. */
const mostAttempts = 14;
const firstPauseMs = 10_000;
const longestPauseMs = 3 * 3_600_000;

/** Messages leave after the commit that caused them, at least once each; the far end can tell repeats by their key. */
export function createOutbox(parts: OutboxParts) {
  const { store, clock } = parts;
  const leaving = new Map<number, Promise<void>>();
  let closed = false;

  async function send(row: OutboxRow): Promise<void> {
    try {
      await parts.deliver(row.body as unknown as Message); // written from one by the engine
      await parts.write(() => store.outbox.settle(row.n, 'sent', null));
    } catch (error) {
      if (closed) return;
      const said = error instanceof Error ? error.message.slice(0, 500) : 'not delivered';
      const attempts = row.attempts + 1;
      parts.log(`message ${row.key} did not leave (attempt ${attempts}): ${said}`);
      await parts.write(() => {
        if (attempts >= mostAttempts) store.outbox.settle(row.n, 'failed', said);
        else
          store.outbox.later(
            row.n,
            said,
            clock.now() + Math.min(firstPauseMs * 2 ** row.attempts, longestPauseMs),
          );
      });
    }
  }

  return {
    nextDue: (): number | null => (leaving.size > 0 ? null : store.outbox.nextDue()),
    /** Begins to send what is due, without waiting for mail servers; `then` is called after each. */
    sendDue: (now: number, then: () => void): void => {
      if (closed) return;
      for (const row of store.outbox.due(now, 50)) {
        if (leaving.has(row.n)) continue;
        const sending = send(row)
          .catch((error: unknown) => parts.log(`message ${row.key}: ${String(error)}`))
          .finally(() => {
            leaving.delete(row.n);
            then();
          });
        leaving.set(row.n, sending);
      }
    },
    settled: async (): Promise<void> => {
      while (leaving.size > 0) await Promise.all(leaving.values());
    },
    close: (): void => {
      closed = true;
    },
  };
}
