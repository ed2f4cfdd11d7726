import type { Store } from '../store/store.ts';
import type { DiskGuard } from './disk-guard.ts';

export type Health = { ok: boolean; reasons: { code: string; message: string }[] };

/** What is not as it should be, in words for the person who looks after this machine. */
export function healthOf(store: Store, disk: DiskGuard): Health {
  const failed = store.outbox.failedCount();
  const reasons = [
    ...(store.damaged === null
      ? []
      : [
          {
            code: 'store_damaged',
            message: `The database was damaged and was set aside as ${store.damaged}.`,
          },
        ]),
    ...store.runs.parked().map(({ id, parked }) => ({ code: 'run_parked', message: `Run ${id}: ${parked}` })),
    ...(disk.isLow()
      ? [{ code: 'disk_full', message: 'The disk is nearly full: nothing new is started.' }]
      : []),
    ...(failed === 0
      ? []
      : [{ code: 'messages_failed', message: `${failed} notifications could not be delivered.` }]),
  ];
  return { ok: reasons.length === 0, reasons };
}
