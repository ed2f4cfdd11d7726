import type { Database } from 'better-sqlite3';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { createApprovalStore } from './approvals.ts';
import { createAuditStore } from './audit.ts';
import { createCallbackStore } from './callbacks.ts';
import { createConnectionStore } from './connections.ts';
import { assertSettings, findDamage, isDamage, openDatabase, readSettings, setAside } from './database.ts';
import { createDefinitionStore } from './definitions.ts';
import { createEventStore } from './events.ts';
import { createFlowStore } from './flows.ts';
import { createGroupCommit } from './group-commit.ts';
import { createInvitationStore } from './invitations.ts';
import { createLinkStore } from './links.ts';
import { createMetaStore } from './meta.ts';
import type { MetaStore } from './meta.ts';
import { makeFolder } from './make-folder.ts';
import { migrate } from './migrate.ts';
import { createOutboxStore } from './outbox.ts';
import { takeOwnership } from './owner.ts';
import { createQueueStore } from './queue.ts';
import { createReleaseStore } from './releases.ts';
import { createRequestStore } from './requests.ts';
import { createResourceStore } from './resources.ts';
import { createRunStore } from './runs.ts';
import { createScheduleStore } from './schedules.ts';
import { createSearchStore } from './search.ts';
import { createStepLogStore } from './step-logs.ts';
import { createTokenStore } from './tokens.ts';
import { createWorkspaceStore } from './workspace.ts';

export type Store = ReturnType<typeof openStore>;

export type StoreOptions = {
  /** The folder of everything; made with mode 0700. */
  home: string;
  /** Epoch ms. */
  now?: () => number;
  /** The owner's name in a fresh workspace. */
  ownerName?: string;
  /** Called once when the disk failed: the host has to end, nobody may be answered any more. */
  onFatal?: (error: AppError) => void;
};

/**
 * Opens a home for this process alone, or says who has it. All SQL of Countersign lives in this folder.
 * Writes go through `write`: they share one COMMIT per turn of the event loop and are answered after it.
 */
export function openStore(options: StoreOptions) {
  const { home } = options;
  const now = options.now ?? Date.now;
  prepareHome(home);
  const owner = takeOwnership(home);
  try {
    const file = join(home, 'countersign.db');
    const { db, damaged } = openChecked(file, now());
    const migrated = migrate(db, home, now());
    const meta = createMetaStore(db);
    const epoch = Number(meta.get('epoch') ?? 0) + 1;
    meta.set('epoch', epoch); // a real first write: only after it does SQLite tell its true synchronous mode
    const homeId = homeIdOf(meta);
    assertSettings(db);
    if (damaged !== null) meta.set(`damaged:${now()}`, damaged);

    const commit = createGroupCommit(db, { onFatal: (error) => options.onFatal?.(error) });
    return {
      home,
      /** Grows with every start of a host on this home. */
      epoch,
      homeId,
      migrated,
      /** A damaged database that was found and set aside at this start, by the path it has now. */
      damaged,
      settings: () => readSettings(db),
      write: commit.write,
      settled: commit.settled,
      dead: commit.dead,
      meta,
      flows: createFlowStore(db),
      releases: createReleaseStore(db),
      definitions: createDefinitionStore(db),
      runs: createRunStore(db),
      events: createEventStore(db),
      queue: createQueueStore(db),
      approvals: createApprovalStore(db),
      outbox: createOutboxStore(db),
      requests: createRequestStore(db),
      callbacks: createCallbackStore(db),
      connections: createConnectionStore(db),
      tokens: createTokenStore(db),
      invitations: createInvitationStore(db),
      links: createLinkStore(db),
      workspace: createWorkspaceStore(meta, options.ownerName ?? 'Owner'),
      schedules: createScheduleStore(db),
      audit: createAuditStore(db),
      resources: createResourceStore(db),
      search: createSearchStore(db),
      stepLogs: createStepLogStore(db),
      /** Commits what is open, folds the log back into the file and lets the next host in. */
      close: (): void => {
        if (!db.open) return;
        commit.close();
        db.close();
        owner.release();
      },
    };
  } catch (error) {
    owner.release();
    throw error;
  }
}

function homeIdOf(meta: MetaStore): string {
  const known = meta.get('home');
  if (typeof known === 'string') return known;
  const id = crypto.randomUUID();
  meta.set('home', id);
  return id;
}

function openChecked(file: string, at: number): { db: Database; damaged: string | null } {
  let db: Database | null = null;
  let reason: string | null;
  try {
    db = openDatabase(file);
    reason = findDamage(db, file);
    if (reason === null) return { db, damaged: null };
  } catch (error) {
    if (!isDamage(error)) {
      db?.close();
      throw error;
    }
  }
  db?.close();
  return { damaged: setAside(file, at), db: openDatabase(file) };
}

function prepareHome(home: string): void {
  try {
    makeFolder(home, 0o700);
    // A folder that holds our database holds secrets; somebody else's folder named by mistake is left as it is.
    if (existsSync(join(home, 'owner.db'))) chmodSync(home, 0o700);
  } catch (error) {
    throw new AppError('store_failed', `The home folder ${home} cannot be made or read.`, {
      fix: 'Check its permissions, or name another one with --home or COUNTERSIGN_HOME.',
      cause: error,
    });
  }
}
