import { canonicalJson, sha256Hex } from '../canonical.ts';
import type { Json, JsonObject } from '../json.ts';
import type { RunEvent } from '../run/event.ts';
import type { RunState, Visit } from '../run/state.ts';
import { findVisit } from '../run/visits.ts';
import type { Via } from '../approval/proposal.ts';
import { standingOf, proposedValues } from '../approval/voices.ts';
import { isoTime } from '../approval/words.ts';
import { gateOf } from './gate.ts';
import type { AuditDraft, Identified } from './entry.ts';

export type AuditOptions = {
  /** Whether a step changes something outside; without it every executed step behind an approval is recorded. */
  writes?: (node: string) => boolean;
};

/** The host's own name in the journal. */
export const hostActor = 'countersign';

/**
 * What an event leaves in the journal: everything about approvals, what was executed because of one, repairs, practice
 * jumps and cancels. `how` is how the person behind it was identified; timers and the host are told apart by themselves. `state`
 * is the run right after the event.
 */
export function auditOf(
  event: RunEvent,
  state: RunState,
  how: Identified,
  options: AuditOptions = {},
): AuditDraft[] {
  if (event.type.startsWith('approval.')) return ofApproval(event, state, how);
  if (event.type.startsWith('step.')) return ofStep(event, state, options);
  return ofRun(event, state, how);
}

const visitOf = ({ node, visit }: RunEvent, state: RunState): Visit | undefined =>
  node === null || visit === null ? undefined : findVisit(state, node, visit);

function entry(event: RunEvent, actor: string, how: Identified, kind: string, body: JsonObject): AuditDraft {
  const identified = actor === 'timer' ? 'timer' : actor === hostActor || actor === 'policy' ? 'host' : how;
  return { at: event.at, actor, identified, kind, body };
}

/** What was held counts by the clock, yet somebody said it who was known: by the road on which it came. */
const knownBy: Partial<Record<Via, Identified>> = {
  toast: 'session',
  window: 'session',
  http: 'token',
  cli: 'cli',
  link: 'link',
};

function knownAs(event: RunEvent, how: Identified): Identified {
  if (how !== 'timer') return how;
  if (event.type === 'approval.voice') return knownBy[event.data.voice.via] ?? how;
  return event.type === 'approval.decided' ? (knownBy[event.data.via] ?? how) : how;
}

function ofApproval(event: RunEvent, state: RunState, how: Identified): AuditDraft[] {
  const approval = visitOf(event, state)?.approval ?? null;
  if (approval === null) return [];
  const { card, cardHash } = approval;
  const of: JsonObject = { approval: card.id, run: card.run, flow: card.flow, draft: card.draft };
  const write = (actor: string, kind: string, body: JsonObject): AuditDraft =>
    entry(event, actor, knownAs(event, how), kind, { ...of, ...body });
  switch (event.type) {
    case 'approval.requested':
      return [
        write(hostActor, 'approval.requested', {
          version: card.version,
          node: card.node,
          visit: card.visit,
          title: card.title,
          tier: card.tier,
          rule: card.rule,
          quorum: card.quorum,
          pools: card.assign.pools,
          people: card.assign.people,
          exclude: card.assign.exclude,
          requester: card.requester,
          startedBy: card.startedBy,
          deadline: card.deadline === null ? null : isoTime(card.deadline),
          proposal: card.proposal,
          editable: proposedValues(card),
          cardHash,
        }),
      ];
    case 'approval.voice': {
      const { voice } = event.data;
      const spoke = write(voice.by, 'approval.voice', {
        decision: voice.decision,
        comment: voice.comment,
        via: voice.via,
        cardHash,
      });
      if (voice.values === null || Object.keys(voice.values).length === 0) return [spoke];
      const proposed = proposedValues(card);
      const { values } = standingOf(approval);
      return [
        spoke,
        write(voice.by, 'approval.edited', { proposed, edited: { ...values, ...voice.values } }),
      ];
    }
    case 'approval.claimed':
      return event.data.by === null
        ? [write(hostActor, 'approval.released', {})]
        : [write(event.data.by, 'approval.claimed', {})];
    case 'approval.reassigned':
      return [
        write(event.data.by, 'approval.reassigned', { pools: event.data.pools, people: event.data.people }),
      ];
    case 'approval.deferred':
      return [write(event.data.by, 'approval.deferred', { until: isoTime(event.data.until) })];
    case 'approval.commented':
      return [write(event.data.by, 'approval.commented', { text: event.data.text })];
    case 'approval.held': {
      const { by, decision, via, until } = event.data.held;
      return [write(by, 'approval.held', { decision, via, until: isoTime(until), cardHash })];
    }
    case 'approval.undone': {
      const { by, of: pressedBy, reason } = event.data;
      return [write(by, 'approval.undone', { pressedBy, reason })];
    }
    case 'approval.reminded':
      return [write('timer', 'approval.reminded', { reminder: event.data.index + 1 })];
    case 'approval.escalated': {
      const { pools = [], people = [], keep = true } = card.escalate[event.data.rung] ?? {};
      return [write('timer', 'approval.escalated', { rung: event.data.rung + 1, pools, people, keep })];
    }
    case 'approval.decided': {
      const { decision, by, comment, via, rule, values, edits } = event.data;
      const kind = decision === 'timeout' ? 'approval.expired' : 'approval.decided';
      const patch = edits.map((edit): JsonObject => ({ ...edit }));
      return [
        write(by, kind, { decision, comment, via, rule, tier: card.tier, values, edits: patch, cardHash }),
      ];
    }
    default:
      return [];
  }
}

function ofStep(event: RunEvent, state: RunState, options: AuditOptions): AuditDraft[] {
  const visit = visitOf(event, state);
  if (visit === undefined) return [];
  if (event.type === 'step.cancelled' && visit.approval !== null) {
    const { id, run, flow, draft } = visit.approval.card;
    return [
      entry(event, hostActor, 'host', 'approval.cancelled', {
        approval: id,
        run,
        flow,
        draft,
        reason: event.data.reason,
      }),
    ];
  }
  if (visit.attempts.length === 0 || options.writes?.(visit.node) === false) return [];
  const gate = gateOf(state, visit);
  if (gate === null) return [];
  const of: JsonObject = {
    approval: gate.card.id,
    run: state.info.run,
    flow: state.info.flow,
    draft: gate.card.draft,
    node: visit.node,
    visit: visit.visit,
  };
  const write = (kind: string, body: JsonObject): AuditDraft[] => [
    entry(event, hostActor, 'host', kind, { ...of, ...body }),
  ];
  switch (event.type) {
    case 'step.started': {
      const values = gate.decided?.values ?? {};
      const { attempt, input } = event.data;
      return write('effect.started', {
        attempt,
        payloadHash: hashOf(input),
        values,
        practice: event.data.practice === true,
      });
    }
    case 'step.succeeded':
      return write('effect.ended', {
        outcome: 'succeeded',
        payloadHash: hashOf(visit.input),
        outputHash: hashOf(event.data.output),
      });
    case 'step.failed':
      return write('effect.ended', {
        outcome: 'failed',
        payloadHash: hashOf(visit.input),
        error: event.data.error.code,
      });
    case 'step.unknown':
      return write('effect.ended', {
        outcome: 'unknown',
        payloadHash: hashOf(visit.input),
        reason: event.data.reason,
      });
    case 'step.cancelled':
      return write('effect.ended', {
        outcome: 'cancelled',
        payloadHash: hashOf(visit.input),
        reason: event.data.reason,
      });
    default:
      return [];
  }
}

/** What was sent, as its hash: the payload may be purged one day, the evidence stays. */
const hashOf = (payload: Json): string => sha256Hex(canonicalJson(payload));

function ofRun(event: RunEvent, { info }: RunState, how: Identified): AuditDraft[] {
  const of: JsonObject = { run: info.run, flow: info.flow, draft: info.target === 'draft' };
  if (event.type === 'clock.jumped') {
    const { by, ms, to } = event.data;
    const place = { node: event.node, visit: event.visit };
    return [entry(event, by, how, 'run.jumped', { ...of, ...place, ms, to })];
  }
  if (event.type === 'run.repaired') {
    const { by, action, answer, hash, version, port, outputHash } = event.data;
    return [
      entry(event, by, how, 'run.repaired', {
        ...of,
        node: event.node,
        visit: event.visit,
        action,
        ...(answer === undefined ? {} : { answer }),
        ...(hash === undefined ? {} : { hash }),
        ...(version === undefined ? {} : { version }),
        ...(port === undefined ? {} : { way: port }),
        ...(outputHash === undefined ? {} : { outputHash }),
      }),
    ];
  }
  if (event.type !== 'run.ended' || event.data.status !== 'cancelled' || event.data.by === undefined)
    return [];
  return [entry(event, event.data.by, how, 'run.cancelled', { ...of, reason: event.data.message })];
}
