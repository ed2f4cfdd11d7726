import type { OutputOf } from '../../shared/api/contract.ts';
import type { runOverviews } from '../../shared/api/run-overviews.ts';
import type { HandlersOf } from './dispatch.ts';
import { iso } from './page-of.ts';
import type { ApiParts } from './parts.ts';
import { stuckCauseOf, stuckSince } from './stuck-cause.ts';

type StuckRun = OutputOf<'runs.stuck'>['items'][number];

const mostFailures = 200;
/** Running ones are looked at whole; more than this many at once is a storm, in which the oldest tell enough. */
const mostStuck = 500;

export function createRunOverviewHandlers({
  store,
  runtime,
  clock,
}: ApiParts): HandlersOf<typeof runOverviews> {
  function stuckRuns(flow: string | undefined): StuckRun[] {
    const now = clock.now();
    return store.runs.maybeStuck(stuckSince(now), mostStuck).flatMap((found) => {
      const row = store.runs.get(found.id);
      if (row === null || (flow !== undefined && row.flow !== flow)) return [];
      const cause = stuckCauseOf({ row, found, now, state: runtime.state, program: runtime.program });
      if (cause === null) return [];
      const { id, version, target } = row;
      return [{ id, flow: row.flow, version, target, before: null, ...cause, since: iso(cause.since) }];
    });
  }

  return {
    'runs.failures': ({ flow, version, target, person, from, to }) => {
      const query = {
        flow: flow ?? null,
        version: version ?? null,
        target: target ?? null,
        person: person ?? null,
        from: from === undefined ? null : Date.parse(from),
        to: to === undefined ? null : Date.parse(to),
      };
      return {
        items: store.runs.failures(query, mostFailures).map(({ id, message, endedAt, ...cause }) => ({
          ...cause,
          newest: { id, at: iso(endedAt), message },
        })),
      };
    },
    'runs.stuck': ({ flow }) => ({ items: stuckRuns(flow) }),
  };
}
