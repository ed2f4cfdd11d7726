import { createClient, type Call } from '../../shared/api/client.ts';
import type { Waiting } from './pace.ts';

/** Cards that wait for whoever `call` speaks as, and the soonest deadline among them. */
export async function waitingFor(call: Call): Promise<Waiting> {
  const { items } = await createClient(call)('inbox.list', {});
  const mine = items.filter((item) => item.mine);
  const deadlines = mine.flatMap(({ deadline, clockAheadMs = 0 }) =>
    deadline === null ? [] : [Date.parse(deadline) - clockAheadMs],
  );
  return {
    count: mine.length,
    firstDue: deadlines.length === 0 ? null : deadlines.reduce((soonest, at) => Math.min(soonest, at)),
  };
}
