import type { History } from './history.ts';
import type { Saved } from './saver.ts';

/** What survives the end of the window: the text as edited, what the host had, and what can be undone. */
export type Journal = { flow: string; origin: string; base: Saved; text: string; history: History };

export type JournalStore = {
  read: () => Promise<Journal | null>;
  write: (journal: Journal) => void;
  close: () => void;
};

const database = 'countersign-editor';
const table = 'journals';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: 'flow' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The journal cannot be opened.'));
  });
}

/** Long enough for the page that is being reloaded to let go. */
const waitForLockMs = 400;

/** True while this is the window whose journal counts: two windows would overwrite each other's. */
function own(flow: string, until: Promise<void>): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(waitForLockMs);
    navigator.locks
      .request(`edit ${flow}`, { signal }, () => {
        resolve(true);
        return until;
      })
      .catch(() => resolve(false));
  });
}

/** A journal that keeps nothing: a second window, or a browser without storage. The host still has every save. */
const nowhere: JournalStore = {
  read: () => Promise.resolve(null),
  write: () => undefined,
  close: () => undefined,
};

export async function openJournal(flow: string): Promise<JournalStore> {
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  const [db, isOurs] = await Promise.all([open().catch(() => null), own(flow, closed)]);
  if (db === null || !isOurs) {
    close();
    return nowhere;
  }
  return {
    read: () =>
      new Promise((resolve) => {
        const request = db.transaction(table).objectStore(table).get(flow);
        request.onsuccess = () => resolve((request.result as Journal | undefined) ?? null); // written only below
        request.onerror = () => resolve(null);
      }),
    write: (journal) => {
      // A full disk must not stop the editing: the host is told all the same.
      try {
        db.transaction(table, 'readwrite', { durability: 'relaxed' }).objectStore(table).put(journal);
      } catch {
        close();
      }
    },
    close: () => {
      close();
      db.close();
    },
  };
}
