import type { OutputOf } from '../../shared/api/contract.ts';
import { membersOf, type Workspace } from '../../shared/approval/workspace.ts';
import type { Store } from '../store/store.ts';
import { iso } from './page-of.ts';

type Queue = OutputOf<'metrics.queues'>['items'][number];

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** How each pool stands now: what waits for it, since when, and whether it keeps up with what arrives. */
export function poolQueues(store: Store, workspace: Workspace, now: number): Queue[] {
  const queues = new Map<string, Queue & { oldest: number }>();
  const of = (pool: string) => {
    let queue = queues.get(pool);
    if (queue === undefined) {
      const { people } = membersOf(workspace, pool);
      queue = {
        pool,
        people: people.length,
        open: 0,
        oldestAt: null,
        arrived: 0,
        settled: 0,
        oldest: Infinity,
      };
      queues.set(pool, queue);
    }
    return queue;
  };
  for (const { state } of store.approvals.waiting()) {
    if (state.card.draft) continue;
    for (const pool of state.assign.pools) {
      const queue = of(pool);
      queue.open += 1;
      queue.oldest = Math.min(queue.oldest, state.card.createdAt);
    }
  }
  for (const card of store.approvals.figures(now - weekMs, now + 1)) {
    for (const pool of JSON.parse(card.pools) as string[]) {
      const queue = of(pool);
      queue.arrived += 1;
      if (card.status !== 'pending') queue.settled += 1;
    }
  }
  return [...queues.values()]
    .sort((left, right) => right.open - left.open || left.pool.localeCompare(right.pool))
    .map(({ oldest, ...queue }) => ({ ...queue, oldestAt: oldest === Infinity ? null : iso(oldest) }));
}
