import type { Client } from '../../shared/api/client.ts';
import type { Hosts } from '../hosts/hosts.ts';
import type { Road } from './road.ts';

export type WaitingCard = { id: string; title: string; deadline: string | null };
/** What waits for the person at this computer: the same as the number beside “Inbox” in the window. */
export type Waiting = { count: number; cards: WaitingCard[] };

const settleMs = 200;
const againMs = 30_000;

/** Follows what waits, and tells it whenever it is another. Returns how to stop. */
export function followWaiting(
  { call, watch, hosts }: { call: Client; watch: Road['watch']; hosts: Pick<Hosts, 'waiting' | 'onChange'> },
  tell: (waiting: Waiting) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let last = '';
  let stopped = false;

  const soon = (ms: number): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void look(), ms).unref();
  };

  async function look(): Promise<void> {
    try {
      const { count, cards } = await read(call);
      const waiting = { count: count + hosts.waiting(), cards };
      const text = JSON.stringify(waiting);
      if (stopped || text === last) return;
      last = text;
      tell(waiting);
    } catch {
      // A host elsewhere may be gone for a while.
      soon(againMs);
    }
  }

  const unwatch = watch(({ event }) => {
    const isAboutRuns = event.type === 'run' && (event.approvals.length > 0 || endsWaiting(event.events));
    if (isAboutRuns || event.type === 'reset' || (event.type === 'changed' && event.noun === 'workspace'))
      soon(settleMs);
  });
  const unfollow = hosts.onChange(() => soon(settleMs));
  void look();
  return () => {
    stopped = true;
    unfollow();
    clearTimeout(timer);
    unwatch();
  };
}

/** A step of which nobody knows whether it happened waits for an answer too. */
const endsWaiting = (types: readonly string[]): boolean =>
  types.some((type) => type.startsWith('step.') || type.startsWith('run.'));

async function read(call: Client): Promise<Waiting> {
  const [cards, unknowns] = await Promise.all([
    call('approvals.list', { status: 'pending', mine: true, limit: 500 }),
    call('runs.list', { unknown: true, limit: 100 }),
  ]);
  // Draft cards are practice: they never count.
  const open = cards.items.filter(({ draft }) => !draft);
  const byDeadline = open
    .map(({ id, title, deadline }) => ({ id, title, deadline }))
    .toSorted((a, b) => momentOf(a.deadline) - momentOf(b.deadline));
  return { count: open.length + unknowns.items.length, cards: byDeadline.slice(0, 5) };
}

const momentOf = (deadline: string | null): number =>
  deadline === null ? Number.POSITIVE_INFINITY : Date.parse(deadline);
