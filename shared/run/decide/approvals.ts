import { cardHash, makeCard } from '../../approval/card.ts';
import { authorise } from '../../approval/decide.ts';
import type { Verb } from '../../approval/decide.ts';
import { dueActions } from '../../approval/due.ts';
import { earlierDecisions } from '../../approval/earlier.ts';
import { heldOf } from '../../approval/hold.ts';
import {
  decidedByPolicy,
  decidedByTimer,
  decidedByVoices,
  deciders,
  speakerOf,
  voiceOf,
} from '../../approval/outcome.ts';
import type { Held } from '../../approval/proposal.ts';
import { objectAt } from '../../approval/read-config.ts';
import { rungForUnreachable, tally } from '../../approval/tally.ts';
import { nameOf } from '../../approval/words.ts';
import { AppError } from '../../errors.ts';
import { isJsonObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { EventData } from '../event.ts';
import type { Actor, RunInput, World } from '../input.ts';
import type { ProgramNode } from '../program.ts';
import { renderConfig } from '../render.ts';
import type { ApprovalState } from '../state.ts';
import { scopeOf } from '../variables.ts';
import { findVisit, visitCount } from '../visits.ts';
import { endRun } from './ending.ts';
import type { Entry } from './entry.ts';
import { emit, leave } from './work.ts';
import type { Work } from './work.ts';

type At = { node: string; visit: number };
type PersonInput = Extract<
  RunInput,
  { type: 'decision' | 'hold' | 'undo' | 'claim' | 'reassign' | 'defer' | 'comment' }
>;

export function enterApproval(work: Work, node: ProgramNode, visit: number, entry: Entry): void {
  const { program, state, world } = work;
  const scope = scopeOf(program, state, { node, from: entry.from }, world);
  const config = withStoredEvidence(renderConfig(node, scope, 'open'), world);
  const { info } = state;
  const { at, workspace, nameOf } = world;
  const earlier = earlierDecisions(state);
  const { definition } = program;
  const card = makeCard({
    definition,
    node: node.name,
    visit,
    config,
    info,
    at,
    workspace,
    earlier,
    nameOf,
    roundsOf: (name) => visitCount(state, name),
  });
  const ref = { node: node.name, visit };
  emit(work, { type: 'approval.requested', ...ref, data: { ...entry, card, cardHash: cardHash(card) } });
  if (card.tier === 0) decided(work, ref, decidedByPolicy(card));
  else escalateUnreachable(work, ref);
}

/** A card lists its evidence; what is over 64 KiB is opened from there. */
function withStoredEvidence(config: JsonObject, world: World): JsonObject {
  if (!Array.isArray(config['show'])) return config;
  const whole = (value: Json): Json => objectAt(world.keep({ value }))['value'] ?? null;
  const stored = (one: Json): Json =>
    isJsonObject(one)
      ? Object.fromEntries(
          Object.entries(one).map(([key, value]) => [key, isEvidence(key) ? whole(value) : value]),
        )
      : one;
  return { ...config, show: config['show'].map(stored) };
}

const isEvidence = (key: string): boolean => key === 'value' || key === 'before' || key === 'after';

/** What a person does to a card. One function elsewhere says whether they may; here is what follows. */
export function onPerson(work: Work, input: PersonInput): AppError | null {
  const approval = findVisit(work.state, input.node, input.visit)?.approval;
  if (approval === undefined || approval === null) {
    return new AppError('not_found', 'There is no such approval.', {
      fix: 'Open the inbox to see what waits for you.',
    });
  }
  const { at, workspace } = work.world;
  const { actor } = input;
  const asked = { approval, info: work.state.info, workspace, actor, at, ...attemptOf(input) };
  const refused = authorise(asked);
  if (refused === null) carryOut(work, input);
  return refused;
}

function attemptOf(input: PersonInput): {
  verb: Verb;
  decision?: string;
  comment?: string | null;
  values?: Record<string, Json> | null;
  seen?: string | null;
  to?: { pools: string[]; people: string[] };
  until?: number;
} {
  switch (input.type) {
    case 'decision':
      return {
        verb: 'decide',
        decision: input.decision,
        comment: input.comment,
        values: input.values,
        seen: input.seen,
      };
    case 'hold':
      return { verb: 'hold', decision: input.decision, seen: input.seen };
    case 'undo':
      return { verb: 'undo' };
    case 'claim':
      return { verb: input.release ? 'release' : 'claim' };
    case 'reassign':
      return { verb: 'reassign', to: { pools: input.pools, people: input.people } };
    case 'defer':
      return { verb: 'defer', until: input.until };
    case 'comment':
      return { verb: 'comment', comment: input.text };
  }
}

function carryOut(work: Work, input: PersonInput): void {
  const ref = { node: input.node, visit: input.visit };
  const by = speakerOf(input.actor);
  switch (input.type) {
    case 'decision':
      emit(work, {
        type: 'approval.voice',
        ...ref,
        data: { voice: voiceOf(input.actor, input, work.world.at) },
      });
      return count(work, ref);
    case 'hold':
      return hold(work, ref, input);
    case 'undo': {
      const of = theApproval(work, ref).held?.by ?? by;
      return emit(work, { type: 'approval.undone', ...ref, data: { by, of, reason: null } });
    }
    case 'claim':
      return emit(work, { type: 'approval.claimed', ...ref, data: { by: input.release ? null : by } });
    case 'reassign': {
      const { pools, people } = input;
      emit(work, { type: 'approval.reassigned', ...ref, data: { by, pools, people } });
      return escalateUnreachable(work, ref);
    }
    case 'defer':
      return emit(work, { type: 'approval.deferred', ...ref, data: { by, until: input.until } });
    case 'comment':
      return emit(work, { type: 'approval.commented', ...ref, data: { by, text: input.text } });
  }
}

/** The same press twice is one. */
function hold(work: Work, ref: At, input: Extract<PersonInput, { type: 'hold' }>): void {
  const approval = theApproval(work, ref);
  const held = heldOf(approval, input, work.world.at);
  if (approval.held?.by === held.by && approval.held.decision === held.decision) return;
  emit(work, { type: 'approval.held', ...ref, data: { held } });
}

/** Asked once more as if it were pressed now: what was allowed then may not be any more. */
function letHeldCount(work: Work, ref: At, held: Held): void {
  const approval = theApproval(work, ref);
  const { info } = work.state;
  const { at, workspace } = work.world;
  const said = { decision: held.decision, comment: null, values: null };
  const actor: Actor = { person: held.by, via: held.via };
  // By its own moment, however late a host that slept comes to it: a deadline after it does not undo it.
  const asked = { approval, info, workspace, actor, at: held.until, seen: held.seen, ...said };
  const refused = authorise({ ...asked, verb: 'decide' });
  if (refused !== null) {
    const data = { by: 'timer', of: held.by, reason: refused.message };
    return emit(work, { type: 'approval.undone', ...ref, data });
  }
  emit(work, { type: 'approval.voice', ...ref, data: { voice: voiceOf(actor, said, at) } });
  count(work, ref);
}

function count(work: Work, ref: At): void {
  const approval = theApproval(work, ref);
  const verdict = tally(approval, work.world.workspace);
  if (verdict === null) escalateUnreachable(work, ref);
  else decided(work, ref, decidedByVoices(approval, verdict));
}

/** A number that nobody can make up any more is not left to the clock. */
export function escalateUnreachable(work: Work, ref: At): void {
  for (;;) {
    const rung = rungForUnreachable(theApproval(work, ref), work.world.workspace);
    if (rung === null) return;
    emit(work, { type: 'approval.escalated', ...ref, data: { rung } });
  }
}

/** The clock asks like anybody else: what is due is read from the card as it stands now. Does the first thing due. */
export function onApprovalDue(work: Work, ref: At): void {
  const approval = theApproval(work, ref);
  const [due] = dueActions(approval, work.world.at);
  switch (due?.type) {
    case 'hold':
      if (approval.held !== null) letHeldCount(work, ref, approval.held);
      return;
    case 'remind':
      return emit(work, { type: 'approval.reminded', ...ref, data: { index: due.index } });
    case 'escalate':
      return emit(work, { type: 'approval.escalated', ...ref, data: { rung: due.rung } });
    case 'timeout':
      return decided(work, ref, decidedByTimer(approval));
    case undefined:
      return;
  }
}

/** The one place where an approval ends by a decision. An open `declined` ends the run; other open ways end the branch. */
function decided(work: Work, ref: At, data: EventData['approval.decided']): void {
  const approval = theApproval(work, ref);
  const { card } = approval;
  const who = deciders(approval, data, work.world.workspace);
  emit(work, { type: 'approval.decided', ...ref, data: { ...data, who } });
  const node = work.program.node(ref.node);
  if (node.targets(data.decision).length > 0) return leave(work, node, ref.visit, data.decision);
  if (data.decision === 'declined') {
    const by =
      data.by === 'timer' ? 'because nobody answered in time' : `by ${nameOf(work.world.workspace, data.by)}`;
    const message = `“${card.title}” was declined ${by}${data.comment === null ? '.' : `: ${data.comment}`}`;
    return endRun(work, { status: 'declined', node: ref.node, message, output: null });
  }
  if (data.decision === 'timeout') {
    const message = `Nobody answered “${card.title}” in time, and ${ref.node} says nothing about what happens then.`;
    endRun(work, { status: 'failed', node: ref.node, message, output: null });
  }
}

function theApproval(work: Work, ref: At): ApprovalState {
  const approval = findVisit(work.state, ref.node, ref.visit)?.approval;
  if (approval === undefined || approval === null)
    throw new Error(`Nobody is asked at ${ref.node}#${ref.visit}.`);
  return approval;
}
