import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputOf } from '../shared/api/contract.ts';
import { retentionMs } from './runtime/housekeeping.ts';
import type { Store } from './store/store.ts';

const dayMs = 86_400_000;

/** What the home takes on the disk, in bytes, and how long payloads are kept where a flow says nothing. */
export function storageOf({
  home,
  store,
}: {
  home: string;
  store: Pick<Store, 'resources'>;
}): OutputOf<'host.get'>['storage'] {
  const sizeOf = (file: string): number => statSync(join(home, file), { throwIfNoEntry: false })?.size ?? 0;
  return {
    // Written pages lie in the second file until they are moved into the first.
    database: sizeOf('countersign.db') + sizeOf('countersign.db-wal'),
    files: store.resources.total(),
    keepDays: Math.round(retentionMs / dayMs),
  };
}
