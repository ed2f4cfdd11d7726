import type { EventData, RunEvent } from '../run/event.ts';
import { realTime } from '../run/run-time.ts';
import type { ApprovalState, RunState } from '../run/state.ts';
import { findVisit } from '../run/visits.ts';
import { eligiblePeople, exclusionOf, holdersOf, resolvePeople } from './assignment.ts';
import { messageActions, type MessageAction } from './message-actions.ts';
import { announcement, askingBody, heldWords, outcomeTitle } from './message-words.ts';
import type { Card } from './proposal.ts';
import { currentHash, standingOf } from './voices.ts';
import type { Workspace } from './workspace.ts';

/** A view of a card that leaves the inbox: a toast or a mail. The inbox stays the record. */
export type Message = {
  /** The same for every delivery of the same message: what the far end drops a repeat by. */
  key: string;
  /** The approval's id. */
  approval: string;
  kind: 'request' | 'reminder' | 'escalation' | 'held' | 'outcome' | 'withdraw';
  via: 'desktop' | 'email';
  /** Person ids. */
  to: string[];
  title: string;
  body: string;
  link: string;
  /** Epoch ms. */
  deadline: number | null;
  tier: number;
  draft: boolean;
  /** Buttons of a desktop message besides opening the card, and the hash of the card they answer. */
  buttons?: MessageAction[];
  seen?: string;
  /** `held`: when the answer counts, epoch ms by the real clock. */
  until?: number;
};

type Draft = Pick<Message, 'kind' | 'to' | 'title' | 'body' | 'buttons' | 'seen' | 'until'> & {
  /** Tells messages of one kind on one card apart. */
  part?: string;
  via?: Message['via'][];
};

/**
 * What is sent because of an event. `state` is the run after it, or later: nobody is asked, reminded or fetched for a
 * card that was decided meanwhile.
 */
export function messagesOf(event: RunEvent, state: RunState, workspace: Workspace): Message[] {
  const approval = approvalOf(event, state);
  if (approval === null) return [];
  return draftsOf(event, approval, workspace, state).flatMap((draft) => addressed(draft, approval));
}

function approvalOf({ type, node, visit }: RunEvent, state: RunState): ApprovalState | null {
  // Every event of every run comes by: only those that may be about a card are looked up.
  if (!type.startsWith('approval.') && type !== 'step.cancelled') return null;
  return node === null || visit === null ? null : (findVisit(state, node, visit)?.approval ?? null);
}

function draftsOf(event: RunEvent, approval: ApprovalState, workspace: Workspace, state: RunState): Draft[] {
  const pending = approval.status === 'pending';
  switch (event.type) {
    case 'approval.requested':
      return pending ? [asking(approval, deciders(approval, workspace), 'request', workspace)] : [];
    case 'approval.reassigned':
      return pending ? handedOver(approval, workspace, event.seq) : [];
    case 'approval.reminded': {
      const to = unanswered(approval, deciders(approval, workspace));
      return pending
        ? [{ ...asking(approval, to, 'reminder', workspace), part: String(event.data.index) }]
        : [];
    }
    case 'approval.escalated':
      return pending ? escalated(approval, workspace, event.data.rung) : [];
    case 'approval.held':
      return pending ? held(approval, state, event.seq) : [];
    case 'approval.undone':
      return pending ? restored(approval, workspace, event.data, event.seq) : [];
    case 'approval.decided':
      return [...withdrawn(approval, workspace), outcome(approval, workspace)];
    case 'step.cancelled':
      return withdrawn(approval, workspace);
    default:
      return [];
  }
}

/** Exactly those who may decide. A draft goes to its starter alone. */
function deciders({ card, assign }: ApprovalState, workspace: Workspace): string[] {
  return card.draft ? [draftsman(card, workspace)] : eligiblePeople(assign, workspace);
}

/** Who tries the draft: its starter, or the owner where a hook or a schedule started it. */
function draftsman({ startedBy }: Card, workspace: Workspace): string {
  return workspace.people.some(({ id }) => id === startedBy) ? startedBy : workspace.me;
}

function unanswered(approval: ApprovalState, people: string[]): string[] {
  if (approval.card.draft) return people;
  const answered = standingOf(approval).voices.map(({ by }) => by);
  return people.filter((person) => !answered.includes(person));
}

function asking(
  approval: ApprovalState,
  to: string[],
  kind: 'request' | 'reminder' | 'escalation',
  workspace: Workspace,
): Draft {
  const { card } = approval;
  const buttons = messageActions(approval, workspace);
  const answers = buttons.length === 0 ? {} : { buttons, seen: currentHash(approval) };
  return { kind, to, title: announcement(card, kind), body: askingBody(card), ...answers };
}

/** In the place of the question, on the desktop where it was answered: what was pressed, and the way back. */
function held({ card, held: pressed }: ApprovalState, state: RunState, seq: number): Draft[] {
  if (pressed === null) return [];
  return [
    {
      kind: 'held',
      to: [pressed.by],
      ...heldWords(card, pressed.decision),
      part: String(seq),
      via: ['desktop'],
      buttons: ['undo'],
      until: realTime(state, pressed.until),
    },
  ];
}

/** Taken back: the question stands there again. What could not count any more says why. */
function restored(
  approval: ApprovalState,
  workspace: Workspace,
  { of, reason }: EventData['approval.undone'],
  seq: number,
): Draft[] {
  const question = asking(approval, [of], 'request', workspace);
  const body = reason === null ? question.body : `Your answer did not count. ${reason}\n${question.body}`;
  return [{ ...question, body, part: `undone-${seq}`, via: ['desktop'] }];
}

function handedOver(approval: ApprovalState, workspace: Workspace, seq: number): Draft[] {
  const { card } = approval;
  const now = deciders(approval, workspace);
  const before = card.draft
    ? []
    : holdersOf(card.assign, workspace).filter((person) => !now.includes(person));
  const withdraw: Draft = {
    kind: 'withdraw',
    to: before,
    title: card.title,
    body: 'Handed over to somebody else.',
    part: String(seq),
    via: ['desktop'],
  };
  return [
    withdraw,
    { ...asking(approval, unanswered(approval, now), 'request', workspace), part: String(seq) },
  ];
}

/** The rung's people are asked; those who hear outcomes hear that it went up. */
function escalated(approval: ApprovalState, workspace: Workspace, index: number): Draft[] {
  const { card } = approval;
  const rung = card.escalate[index];
  if (rung === undefined) return [];
  const reached = holdersOf(rung, workspace).filter((person) => exclusionOf(card.assign, person) === null);
  const to = card.draft ? [draftsman(card, workspace)] : unanswered(approval, reached);
  const told: Draft = {
    kind: 'outcome',
    to: listeners(approval, workspace).filter((person) => !to.includes(person)),
    title: announcement(card, 'escalation'),
    body: 'Nobody has answered yet, so more people are asked.',
    part: `escalated-${index}`,
  };
  return [{ ...asking(approval, to, 'escalation', workspace), part: String(index) }, told];
}

/** Toasts of a card that no longer waits disappear; a mail cannot. */
function withdrawn(approval: ApprovalState, workspace: Workspace): Draft[] {
  const { card, assign } = approval;
  if (card.tier === 0) return [];
  const rungs = card.escalate.slice(0, approval.escalated);
  const asked = [card.assign, assign, ...rungs].flatMap((one) => holdersOf(one, workspace));
  const to = card.draft ? [draftsman(card, workspace)] : [...new Set(asked)];
  return [{ kind: 'withdraw', to, ...outcomeTitle(approval, workspace), via: ['desktop'] }];
}

function outcome(approval: ApprovalState, workspace: Workspace): Draft {
  return { kind: 'outcome', to: listeners(approval, workspace), ...outcomeTitle(approval, workspace) };
}

/** `notify.outcome`: the requester, the stakeholders, or people and pools by name. In a draft its starter hears it. */
function listeners({ card, assign, voices, comments }: ApprovalState, workspace: Workspace): string[] {
  if (card.draft) return card.notify.outcome.length === 0 ? [] : [draftsman(card, workspace)];
  const requester = card.requester === null ? [] : [card.requester];
  const people = card.notify.outcome.flatMap((name) => {
    if (name === 'requester') return requester;
    if (name === 'stakeholders') {
      const spoke = [...voices, ...comments].map(({ by }) => by);
      return [
        ...requester,
        card.startedBy,
        ...holdersOf(card.assign, workspace),
        ...holdersOf(assign, workspace),
        ...spoke,
      ];
    }
    const pool = workspace.pools[name];
    return pool ?? resolvePeople([name], workspace);
  });
  return [...new Set(people)].filter((id) => workspace.people.some((person) => person.id === id));
}

/** Whoever decided just now needs no toast that says so; a mail is their record. */
function addressed({ part, via, ...draft }: Draft, { card, decided }: ApprovalState): Message[] {
  return (via ?? card.notify.via).flatMap((channel): Message[] => {
    const own = draft.kind === 'outcome' && channel === 'desktop' ? (decided?.by ?? null) : null;
    const to = draft.to.filter((person) => person !== own);
    if (to.length === 0) return [];
    const { buttons, seen, until, ...rest } = draft;
    const onDesktop = channel === 'desktop' ? { ...(buttons && { buttons }), ...(seen && { seen }) } : {};
    const key = [card.id, draft.kind, ...(part === undefined ? [] : [part]), channel].join('/');
    return [
      {
        ...rest,
        ...onDesktop,
        ...(until === undefined ? {} : { until }),
        to,
        key,
        approval: card.id,
        via: channel,
        link: `/inbox/${card.id}`,
        deadline: card.deadline,
        tier: card.tier,
        draft: card.draft,
      },
    ];
  });
}
