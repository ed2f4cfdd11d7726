import { createHash } from 'node:crypto';
import type { OpenConnection, StepContext } from '../../electron/steps/executor.ts';
import type { ResourceRef } from '../../shared/run/input.ts';

export type Toast = { title: string; body: string; link: string | null; to: string[] };

export type TestContext = StepContext & {
  lines: string[];
  stored: Map<string, Uint8Array>;
  toasts: Toast[];
};

export function connection(
  kind: string,
  settings: Record<string, string>,
  secrets: Record<string, string> = {},
): OpenConnection {
  return { name: `my-${kind}`, kind, settings, secrets };
}

/** What the engine hands an executor, kept in memory. */
export function stepContext(more: Partial<StepContext> = {}): TestContext {
  const lines: string[] = [];
  const stored = new Map<string, Uint8Array>();
  const toasts: Toast[] = [];
  const base: StepContext = {
    signal: new AbortController().signal,
    connection: null,
    key: '01975b6e-0000-7000-8000-000000000001.publish.1',
    attempt: 1,
    where: {
      run: '01975b6e-0000-7000-8000-000000000001',
      flow: 'content',
      node: 'publish',
      visit: 1,
      draft: false,
    },
    now: () => Date.UTC(2026, 10, 21, 12),
    log: (line) => lines.push(line),
    resources: {
      put: (content, type, name) => {
        const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
        const hash = createHash('sha256').update(bytes).digest('hex');
        stored.set(hash, bytes);
        const ref: ResourceRef = {
          $resource: hash,
          size: bytes.length,
          type,
          ...(name === undefined ? {} : { name }),
        };
        return Promise.resolve(ref);
      },
      text: (ref) => Promise.resolve(Buffer.from(stored.get(ref.$resource) ?? []).toString('utf8')),
    },
    people: {
      recipients: (to) => {
        const known = [
          { id: 'mara', name: 'Mara', email: 'mara@example.com' },
          { id: 'jon', name: 'Jon', email: 'jon@example.org' },
          { id: 'ada', name: 'Ada' },
        ];
        const pools: Record<string, string[]> = { editors: ['mara', 'jon'] };
        const ids = new Set([...to.people, ...to.pools.flatMap((pool) => pools[pool] ?? [])]);
        return known.filter((person) => ids.has(person.id));
      },
    },
    toast: (message) => {
      toasts.push(message);
      return Promise.resolve();
    },
  };
  return { ...base, ...more, lines, stored, toasts };
}

/** An abort the way the engine's timeout does it. */
export function timeoutReason(): Error {
  const reason = new Error('timeout');
  reason.name = 'TimeoutError';
  return reason;
}
