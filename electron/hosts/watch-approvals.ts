import type { OutputOf } from '../../shared/api/contract.ts';
import type { Desktop, Press } from '../notify/desktop.ts';
import { createPace, type Timers } from '../notify/pace.ts';
import { createPress, manyId } from '../notify/press.ts';
import { askingToast, heldToast, messagesOf } from './host-messages.ts';
import type { HostLine } from './host-line.ts';

export type WatchParts = {
  host: { id: string; name: string };
  line: Pick<HostLine, 'call' | 'callAsMessage' | 'watch' | 'onState' | 'state'>;
  desktop: Pick<Desktop, 'show' | 'withdraw' | 'shows'>;
  clock: Timers;
  /** When the quiet that holds now on this computer ends; null outside of it. */
  quietUntil: () => number | null;
  /** Brings the window to a path of this host; without one, to where it is. */
  open: (path?: string) => void;
  /** The number that waits may be another one now. */
  changed: () => void;
  log: (line: string) => void;
};

type Card = OutputOf<'approvals.list'>['items'][number];

/**
 * What waits for this person on another host, as messages on this desktop: told at this computer's pace when it comes,
 * withdrawn when it is decided, whatever the window shows. Practice there is not told here. The host's inbox is the
 * record.
 */
export function watchApprovals({ host, line, clock, quietUntil, open, changed, log, ...parts }: WatchParts) {
  const desktop = messagesOf(host, parts.desktop);
  let waiting = new Map<string, Card>();
  let me = '';
  let missed = false;
  let asking = false;
  let again = false;
  let closed = false;

  const pace = createPace({
    desktop,
    clock,
    quietUntil,
    waiting: async () => ({ count: waiting.size, firstDue: soonest([...waiting.values()]) }),
    missed: { get: () => missed, set: (next) => void (missed = next) },
    log,
  });
  const press = createPress({
    call: line.callAsMessage,
    open,
    tell: desktop.show,
    log: (text) => log(`${host.name}: ${text}`),
  });

  async function look(): Promise<void> {
    again = true;
    if (asking) return;
    asking = true;
    try {
      while (again) {
        again = false;
        const session = (await line.call('session.get', {})) as OutputOf<'session.get'>; // of the same contract
        const answer = await line.call('approvals.list', { status: 'pending', mine: true, limit: 500 });
        me = session.person;
        const { items } = answer as OutputOf<'approvals.list'>; // of the same contract
        await tell(items.filter(({ draft }) => !draft));
      }
    } catch (error) {
      // The line says by itself that it broke; what waits is asked for again when it stands.
      log(`${host.name}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      asking = false;
    }
  }

  async function tell(cards: readonly Card[]): Promise<void> {
    const before = waiting;
    waiting = new Map(cards.map((card) => [card.id, card]));
    if (before.size !== waiting.size || cards.some(({ id }) => !before.has(id))) changed();
    for (const card of cards) if (!closed) await tellOf(card, before.get(card.id)).catch(() => undefined);
    for (const id of before.keys()) if (!waiting.has(id) && !closed) await pace.gone(id);
  }

  /** Where this desktop shows no messages its own host says so; the rail and the tray count all the same. */
  async function tellOf(card: Card, before: Card | undefined): Promise<void> {
    const held = heldToast(card, me, clock.now());
    if (held !== null) return before?.held === undefined ? desktop.show(held) : undefined;
    // New, or taken back: the question stands again.
    if (before === undefined || before.held !== undefined) return pace.ask(askingToast(card, me));
  }

  const stopChanges = line.watch(({ event }) => {
    const matters =
      event.type === 'reset' ||
      (event.type === 'run'
        ? event.approvals.length > 0 || event.events.some((type) => type.startsWith('run.'))
        : event.noun === 'workspace');
    if (matters) void look();
  });
  const stopStates = line.onState(({ state }) => {
    if (state === 'live') void look();
  });
  if (line.state().state === 'live') void look();

  return {
    waiting: (): number => waiting.size,
    /** `id`: of the message at that host. */
    press: (pressed: Press): Promise<void> => press(pressed),
    close: async (): Promise<void> => {
      closed = true;
      stopChanges();
      stopStates();
      pace.close();
      for (const id of [...waiting.keys(), manyId]) await desktop.withdraw(id).catch(() => undefined);
    },
  };
}

function soonest(cards: readonly Card[]): number | null {
  const deadlines = cards.flatMap(({ deadline }) => (deadline === null ? [] : [Date.parse(deadline)]));
  return deadlines.length === 0 ? null : Math.min(...deadlines);
}
