import type { Desktop } from './desktop.ts';

/** Shows messages on the first desktop, and where that one shows none, on the other. */
export function firstOf(first: Desktop, other: Desktop): Desktop {
  const current = (): Desktop => (first.describe().available ? first : other);
  return {
    show: async (toast) => {
      try {
        await first.show(toast);
      } catch {
        return other.show(toast);
      }
      // It may be a later one of a message that the other desktop showed.
      await other.withdraw(toast.id);
    },
    withdraw: async (id) => void (await Promise.all([first.withdraw(id), other.withdraw(id)])),
    shows: (id) => first.shows(id) || other.shows(id),
    look: async () => void (await Promise.all([first.look(), other.look()])),
    describe: () => current().describe(),
    close: async () => void (await Promise.all([first.close(), other.close()])),
  };
}
