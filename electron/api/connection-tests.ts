import { z } from 'zod';
import type { OutputOf } from '../../shared/api/contract.ts';
import type { MetaStore } from '../store/meta.ts';

type LastTest = NonNullable<OutputOf<'connections.save'>['lastTest']>;

const kept = z.object({ at: z.string(), ok: z.boolean(), message: z.string() });

const keyOf = (name: string): string => `connection-test/${name}`;

/** What the last test of each connection said. Calls that write are synchronous, for the caller's transaction. */
export function createConnectionTests(meta: MetaStore) {
  const of = (name: string): LastTest | null => kept.safeParse(meta.get(keyOf(name))).data ?? null;
  const keep = (name: string, test: LastTest): void => meta.set(keyOf(name), test);
  const forget = (name: string): void => meta.remove(keyOf(name));
  return {
    of,
    keep,
    forget,
    rename: (name: string, to: string): void => {
      const test = of(name);
      forget(name);
      if (test !== null) keep(to, test);
    },
  };
}
