import { chain, genesis } from '../../shared/audit/entry.ts';
import type { AuditDraft } from '../../shared/audit/entry.ts';
import type { Store } from '../store/store.ts';

export type Audit = ReturnType<typeof createAudit>;

/** The one journal of this home. Call inside the write of what is recorded: both are kept or neither. */
export function createAudit(store: Pick<Store, 'audit'>) {
  return {
    record: (drafts: readonly AuditDraft[]): void => {
      let head = store.audit.head();
      for (const draft of drafts) {
        const entry = chain(head ?? genesis, draft);
        store.audit.append(entry);
        head = entry;
      }
    },
  };
}
