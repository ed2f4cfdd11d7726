import type { metrics } from '../../shared/api/metrics.ts';
import { awaySince } from './away.ts';
import { cardNumbers } from './card-numbers.ts';
import type { HandlersOf } from './dispatch.ts';
import { iso } from './page-of.ts';
import type { ApiParts } from './parts.ts';
import { poolQueues } from './pool-queues.ts';

/** Approvals of a period in numbers. Drafts never count; everything can be computed again from the runs' events. */
export function createMetricHandlers({ store, clock }: ApiParts): HandlersOf<typeof metrics> {
  const period = ({ from, to }: { from?: string | undefined; to?: string | undefined }): [number, number] => [
    from === undefined ? 0 : Date.parse(from),
    to === undefined ? clock.now() + 1 : Date.parse(to),
  ];
  return {
    'metrics.away': ({ since }) => awaySince(store, Date.parse(since)),
    'metrics.approvals': ({ flow, ...asked }) => {
      const [from, to] = period(asked);
      const oldest = store.approvals.oldest(from, to, flow);
      return {
        from: asked.from ?? null,
        to: asked.to ?? null,
        ...cardNumbers(store.approvals.figures(from, to), flow),
        oldest: oldest === null ? null : { ...oldest, createdAt: iso(oldest.createdAt) },
      };
    },
    'metrics.queues': () => ({
      items: poolQueues(store, store.workspace.get(), clock.now()),
      next: null,
    }),
    'metrics.automation': (asked) => ({ items: store.approvals.endedRuns(...period(asked)), next: null }),
  };
}
