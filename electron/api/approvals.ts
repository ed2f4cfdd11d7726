import type { approvals } from '../../shared/api/approvals.ts';
import { waitsForAnswer } from '../../shared/approval/decide.ts';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { approvalView } from '../../shared/approval/view.ts';
import { refusedOf } from '../../shared/audit/record.ts';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { Actor, RunInput } from '../../shared/run/input.ts';
import type { RunState } from '../../shared/run/state.ts';
import { findVisit } from '../../shared/run/visits.ts';
import { approvalCursor, type ApprovalRow } from '../store/approvals.ts';
import { actingOf, type Caller } from './caller.ts';
import type { HandlersOf } from './dispatch.ts';
import { requestOf } from './once.ts';
import { iso } from './page-of.ts';
import type { ApiParts } from './parts.ts';

type Place = { node: string; visit: number };

/** Codes of refusals that the journal keeps: somebody was not allowed, or came too late. */
const kept = new Set(['forbidden', 'already_decided', 'expired', 'card_changed']);

export function createApprovalHandlers(parts: ApiParts): HandlersOf<typeof approvals> {
  const { store, runtime, audit, clock, links } = parts;

  function rowOf(id: string): ApprovalRow {
    const row = store.approvals.get(id);
    if (row !== null) return row;
    throw new AppError('not_found', `There is no approval “${id}”.`, {
      fix: 'See the inbox for those that wait.',
    });
  }

  function view(state: RunState, { node, visit }: Place): Approval {
    const found = findVisit(state, node, visit);
    const card = found === undefined ? null : approvalView(state, found, store.workspace.get());
    if (card === null) throw new Error(`The run ${state.info.run} has no card at ${node}#${visit}.`);
    return card;
  }

  /** Every verb on a card goes this way, whoever asks and however. */
  async function act(
    id: string,
    call: { requestId?: string | undefined },
    caller: Caller,
    inputOf: (place: Place, actor: Actor) => RunInput,
    as?: string,
  ): Promise<Approval> {
    const row = rowOf(id);
    const actor: Actor = {
      person: caller.person,
      via: caller.via,
      ...(as === undefined ? {} : { practice: as }),
    };
    const input = inputOf({ node: row.node, visit: row.visit }, actor);
    try {
      const { answer } = await runtime.submitOnce(row.run, input, {
        how: caller.identified,
        request: requestOf(`approval:${id}`, input.type, call, caller),
        answer: (state) => view(state, row) as unknown as Json, // plain JSON by its schema
      });
      return answer as unknown as Approval; // made by the line above, now or when the request first came
    } catch (error) {
      if (error instanceof AppError && kept.has(error.code)) {
        const decision = input.type === 'decision' || input.type === 'hold' ? input.decision : null;
        const { code, message } = error;
        await store.write(() =>
          audit.record([
            refusedOf(actingOf(caller, clock.now()), {
              approval: id,
              verb: input.type,
              decision,
              code,
              message,
            }),
          ]),
        );
      }
      throw error;
    }
  }

  return {
    'approvals.list': (query, caller) => listed(parts, query, caller),
    'approvals.get': ({ id }) => {
      const row = rowOf(id);
      return view(runtime.state(row.run), row);
    },
    'approvals.decide': ({ id, ...call }, caller) =>
      act(
        id,
        call,
        caller,
        (place, actor) => ({
          type: 'decision',
          ...place,
          actor,
          decision: call.decision,
          comment: call.comment ?? null,
          values: call.values ?? null,
          seen: call.seen ?? null,
        }),
        call.as,
      ),
    'approvals.hold': ({ id, ...call }, caller) =>
      act(id, call, caller, (place, actor) => ({
        type: 'hold',
        ...place,
        actor,
        decision: call.decision,
        seen: call.seen ?? null,
      })),
    'approvals.undo': ({ id, ...call }, caller) =>
      act(id, call, caller, (place, actor) => ({ type: 'undo', ...place, actor })),
    'approvals.claim': ({ id, ...call }, caller) =>
      act(id, call, caller, (place, actor) => ({
        type: 'claim',
        ...place,
        actor,
        release: call.release ?? false,
      })),
    'approvals.reassign': ({ id, ...call }, caller) =>
      act(id, call, caller, (place, actor) => ({
        type: 'reassign',
        ...place,
        actor,
        pools: call.pools ?? [],
        people: call.people ?? [],
      })),
    'approvals.defer': ({ id, ...call }, caller) =>
      act(id, call, caller, (place, actor) => ({
        type: 'defer',
        ...place,
        actor,
        until: Date.parse(call.until),
      })),
    'approvals.comment': ({ id, ...call }, caller) =>
      act(id, call, caller, (place, actor) => ({ type: 'comment', ...place, actor, text: call.comment })),
    'approvals.link': async ({ id, person }, caller) => {
      const row = rowOf(id);
      const to = person ?? caller.person;
      if (to !== caller.person && caller.role !== 'owner') {
        throw new AppError(
          'forbidden',
          'A link speaks for one person, so only they or the owner can make it.',
          {
            fix: 'Make a link for yourself, or ask the owner.',
          },
        );
      }
      if (row.status !== 'pending') {
        throw new AppError('expired', `This card is ${row.status}: a link to it would do nothing.`);
      }
      const link = await links.issue({ approval: id, person: to });
      return { url: link.url, person: to, expiresAt: iso(link.expiresAt) };
    },
  };
}

type Query = {
  status?: Approval['status'] | undefined;
  pool?: string | undefined;
  mine?: boolean | undefined;
  answered?: boolean | undefined;
  run?: string | undefined;
  flow?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
};

/** Pools and people are read from the cards themselves, page by page, until the asked number is found. */
function listed(
  { store, clock }: ApiParts,
  { pool, mine = false, answered = false, limit = 100, cursor, ...query }: Query,
  caller: Caller,
) {
  const workspace = store.workspace.get();
  const actor: Actor = { person: caller.person, via: caller.via };
  const fits = ({ state, view }: ApprovalRow): boolean => {
    if (pool !== undefined && !state.assign.pools.includes(pool)) return false;
    if (answered && !(view as unknown as Approval).decisions.some(({ by }) => by === caller.person))
      return false;
    if (!mine) return true;
    const { clockAheadMs = 0 } = view as unknown as Approval; // `approvalView` made it when the card last changed
    const at = clock.now() + clockAheadMs;
    return waitsForAnswer({ approval: state, info: state.card, workspace, actor, at });
  };
  const status = mine ? (query.status ?? 'pending') : query.status;
  const items: Approval[] = [];
  const answeredBy = answered ? caller.person : undefined;
  let next = cursor ?? null;
  do {
    const page = store.approvals.list({ ...query, status, answeredBy, limit, cursor: next ?? undefined });
    for (const row of page.items) {
      if (items.length === limit) return { items, next };
      next = approvalCursor(row);
      if (fits(row)) items.push(row.view as unknown as Approval); // `approvalView` made it when the card last changed
    }
    if (page.next === null) return { items, next: null };
  } while (items.length < limit);
  return { items, next };
}
