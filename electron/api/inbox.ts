import type { OutputOf } from '../../shared/api/contract.ts';
import type { inbox } from '../../shared/api/inbox.ts';
import { waitsForAnswer } from '../../shared/approval/decide.ts';
import type { Actor } from '../../shared/run/input.ts';
import type { WaitingCard } from '../store/waiting-cards.ts';
import type { HandlersOf } from './dispatch.ts';
import { iso, isoOrNull } from './page-of.ts';
import type { ApiParts } from './parts.ts';

type Line = OutputOf<'inbox.list'>['items'][number];

/** What waits, in lines: the soonest deadline of thousands of cards is known without reading one of them whole. */
export function createInboxHandlers({ store, clock }: ApiParts): HandlersOf<typeof inbox> {
  return {
    'inbox.list': (_, caller) => {
      const workspace = store.workspace.get();
      const actor: Actor = { person: caller.person, via: caller.via };
      const isMine = ({ state, clockAheadMs }: WaitingCard): boolean =>
        waitsForAnswer({
          approval: state,
          info: state.card,
          workspace,
          actor,
          at: clock.now() + clockAheadMs,
        });
      return { items: store.approvals.waiting().map((card) => lineOf(card, isMine(card))), next: null };
    },
  };
}

function lineOf({ state, clockAheadMs }: WaitingCard, mine: boolean): Line {
  const { card, assign, claimedBy, deferredUntil, deferredBy } = state;
  const { id, run, flow, title, tier, draft, startedBy, createdAt, deadline } = card;
  return {
    id,
    run,
    flow,
    title,
    tier,
    draft,
    createdAt: iso(createdAt),
    deadline: isoOrNull(deadline),
    pools: assign.pools,
    people: assign.people,
    startedBy,
    claimedBy,
    deferredUntil: isoOrNull(deferredUntil),
    ...(deferredBy === null ? {} : { deferredBy }),
    ...(clockAheadMs === 0 ? {} : { clockAheadMs }),
    mine,
    mustOpen: card.require.open.length > 0,
  };
}
