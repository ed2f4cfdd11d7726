import type { Json } from '../../shared/json.ts';
import { freshWorkspace } from '../../shared/approval/workspace.ts';
import type { Workspace } from '../../shared/approval/workspace.ts';
import type { MetaStore } from './meta.ts';

export type WorkspaceStore = ReturnType<typeof createWorkspaceStore>;

/** Read at every decision, so it is kept in memory too; this store is its only writer. */
export function createWorkspaceStore(meta: MetaStore, ownerName: string) {
  // The document is validated by the API before `set`.
  let current = (meta.get('workspace') as Workspace | null) ?? freshWorkspace(ownerName);
  return {
    get: (): Workspace => current,
    set: (workspace: Workspace): void => {
      meta.set('workspace', workspace as unknown as Json); // plain data by its type
      current = workspace;
    },
  };
}
