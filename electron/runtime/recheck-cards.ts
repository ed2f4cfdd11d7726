import type { Store } from '../store/store.ts';
import type { Ticks } from './ticks.ts';

/** So many cards are looked at before what they brought is stored. */
const atOnce = 1000;

/** After people or pools changed: cards that nobody can decide any more are escalated, however many are open. */
export async function recheckCards(parts: {
  store: Pick<Store, 'approvals' | 'settled'>;
  ticks: Pick<Ticks, 'tick'>;
}): Promise<void> {
  const { store, ticks } = parts;
  for (let cursor: string | undefined; ;) {
    const page = store.approvals.list({ status: 'pending', limit: atOnce, cursor });
    for (const run of new Set(page.items.map((row) => row.run))) ticks.tick(run);
    await store.settled();
    if (page.next === null) return;
    cursor = page.next;
  }
}
