import { refusedOf } from '../../shared/audit/record.ts';
import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Store } from '../store/store.ts';
import { actingOf, type Caller } from './caller.ts';

/** Somebody whose role cannot decide tried to act on a card: the journal keeps it. Other refusals are nobody's evidence. */
export function createRefusals(parts: {
  store: Pick<Store, 'write'>;
  audit: Audit;
  clock: Pick<Clock, 'now'>;
  failed: (error: unknown) => void;
}) {
  return (name: string, input: unknown, caller: Caller): void => {
    const approval = typeof input === 'object' && input !== null && 'id' in input ? input.id : undefined;
    if (!name.startsWith('approvals.') || typeof approval !== 'string' || approval.length > 300) return;
    const message = `role ${caller.role}`;
    const attempt = { approval, verb: name, decision: null, code: 'forbidden', message };
    const draft = refusedOf(actingOf(caller, parts.clock.now()), attempt);
    parts.store.write(() => parts.audit.record([draft])).catch(parts.failed);
  };
}
