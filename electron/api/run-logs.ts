import type { runLogs } from '../../shared/api/run-logs.ts';
import { visitCount } from '../../shared/run/visits.ts';
import type { HandlersOf } from './dispatch.ts';
import { iso } from './page-of.ts';
import type { ApiParts } from './parts.ts';

export function createRunLogHandlers({ store, runtime }: ApiParts): HandlersOf<typeof runLogs> {
  return {
    /** Empty where the step said nothing, or where it is no longer kept. */
    'runs.logs': ({ id, node, visit }) => {
      const state = runtime.state(id);
      const round = visit ?? Math.max(1, visitCount(state, node));
      const lines = store.stepLogs.of({ run: id, node, visit: round });
      return {
        visit: round,
        items: lines.flatMap(({ attempt, at, text }) =>
          text === null ? [] : [{ attempt, at: iso(at), text }],
        ),
        cut: [...new Set(lines.filter(({ text }) => text === null).map(({ attempt }) => attempt))],
        next: null,
      };
    },
  };
}
