import { quietHours, type QuietHours } from '../../shared/api/desktop-messages.ts';
import type { Json } from '../../shared/json.ts';
import { quietUntil } from './quiet-hours.ts';

const quietKey = 'quietHours';
const missedKey = 'missedInQuietHours';

type Kept = {
  meta: { get: (key: string) => Json | null; set: (key: string, value: Json) => void };
  write: <T>(work: () => T) => Promise<T>;
};

/** How this computer wants its messages: kept in the home, read at every message. */
export function createMessageSettings(store: Kept, now: () => number) {
  const known = quietHours.safeParse(store.meta.get(quietKey));
  let quiet: QuietHours | null = known.success ? known.data : null;
  let missed = store.meta.get(missedKey) === true;
  return {
    quiet: (): QuietHours | null => quiet,
    quietUntil: (): number | null => quietUntil(quiet, now()),
    setQuiet: async (next: QuietHours | null): Promise<void> => {
      await store.write(() => store.meta.set(quietKey, next));
      quiet = next;
    },
    missed: {
      get: (): boolean => missed,
      set: (next: boolean): void => {
        if (next === missed) return;
        missed = next;
        // Lost with a crash at this very moment: then the inbox alone tells.
        store.write(() => store.meta.set(missedKey, next)).catch(() => undefined);
      },
    },
  };
}
