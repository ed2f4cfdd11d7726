import type { Card } from '../approval/proposal.ts';
import { listed, spoken } from '../approval/words.ts';
import type { EventData, EventType } from './event.ts';
import { aheadInWords, momentOf } from './jump-words.ts';

/** How to say things to this reader. `time` takes epoch milliseconds. */
export type Names = {
  step: (node: string) => string;
  person: (id: string) => string;
  time: (at: number) => string;
};

/** What an event is told with: names, and what came before it in the same visit. */
export type Telling = Names & {
  /** The step in quotation marks, with its round where it is not the first. */
  named: string;
  /** How often the step was tried so far. */
  attempts: number;
  card: Card | null;
};

type Teller<T extends EventType> = (data: EventData[T], telling: Telling) => string | null;

const practice = (data: { practice?: true }): string =>
  data.practice === true ? ', answered from its sample (practice)' : '';

export const sentence = (text: string): string => {
  const trimmed = text.trim();
  return /[.!?…]”?$/.test(trimmed) ? trimmed : `${trimmed}.`;
};
/** Quotation marks inside others become single ones. */
const quoted = (text: string): string => `“${text.trim().replaceAll('“', '‘').replaceAll('”', '’')}”`;
const said = (comment: string | null): string =>
  comment === null || comment.trim() === '' ? '' : `: ${quoted(comment)}`;

/** A sentence for every kind of event, in plain words; null where another sentence says it already. */
export const tellers: { [T in EventType]: Teller<T> } = {
  'run.started': (data, { person, step }) => {
    const sources: Record<string, string> = {
      webhook: 'A call from outside',
      schedule: 'The schedule',
      event: 'An event',
    };
    const place = data.trigger.kind === 'trigger.manual' ? '' : ` at “${step(data.trigger.node)}”`;
    const of = data.version === null ? 'as a draft' : `on v${data.version}`;
    return `${sources[data.startedBy] ?? person(data.startedBy)} started the run${place} ${of}.`;
  },
  'step.started': (data, { named }) =>
    data.attempt === 1
      ? `${named} began${practice(data)}.`
      : `${named} began again, attempt ${data.attempt}.`,
  'step.retrying': (data, { named, time }) =>
    `${named} did not work: ${sentence(data.error.message)} It is tried again at ${time(data.retryAt)}.`,
  'step.interrupted': (_, { named }) =>
    `${named} was interrupted when Countersign stopped. It may be repeated safely, so it is.`,
  'step.unknown': (data, { named }) => `Nobody knows whether ${named} happened: ${sentence(data.reason)}`,
  'step.succeeded': (data, telling) => {
    if (data.port === '') return `${telling.named} was reached.`;
    // A person's output in place of an attempt: a repair.
    if (data.override !== undefined && data.again !== undefined) {
      const way = data.port === 'done' ? '' : ` It ${wayTaken(data.port)}.`;
      return `Output of ${telling.named} set by ${telling.person(data.override)}: the step was not carried out.${way}`;
    }
    const tries = telling.attempts > 1 ? ` at attempt ${telling.attempts}` : '';
    const why = data.because === undefined ? '' : `, because ${data.because}`;
    const who = data.override === undefined ? '' : `, as ${telling.person(data.override)} said`;
    return `${telling.named} ${wayTaken(data.port)}${tries}${why}${who}${practice(data)}.`;
  },
  'step.failed': (data, { named, attempts }) => {
    const tries = attempts > 1 ? ` after ${attempts} attempts` : '';
    const then = data.port === null ? '' : ' The flow handles this.';
    return `${named} failed${tries}: ${sentence(data.error.message)}${then}`;
  },
  'step.waiting': (data, { named, time }) => {
    const what = { callback: ' to be called back', event: ' for an event', timer: '' }[data.kind];
    return `${named} waits${what}${data.until === null ? '' : `, until ${time(data.until)}`}.`;
  },
  'step.cancelled': (data, { named }) => `${named} was cancelled: ${sentence(data.reason)}`,
  'step.detached': (data, { named }) =>
    `${named} finishes, but nothing follows from it: ${sentence(data.reason)}`,
  'step.skipped': (data, { named, person }) => {
    const what = data.writes === true ? 'what it changes outside did not happen' : 'it was not carried out';
    return `${named} was skipped by ${person(data.by)}: ${what}, and it gives nothing.`;
  },
  'token.parked': () => null,
  'token.absorbed': () => null,
  'approval.requested': ({ card }, { named, person, time }) => {
    const holders = holdersOf(card.assign, person);
    const until = card.deadline === null ? '' : `, to be answered by ${time(card.deadline)}`;
    return `${named} asked ${holders === '' ? 'the owner' : holders} to decide: ${quoted(card.title)}${until}.`;
  },
  'approval.voice': ({ voice }, telling) => {
    const count = telling.card?.quorum ?? 1;
    const more = count > 1 && voice.decision !== 'changes' ? ` (one of ${count} who must agree)` : '';
    return sentence(
      `${telling.person(voice.by)} ${verdict(voice.decision, telling)}${more}${said(voice.comment)}`,
    );
  },
  'approval.held': ({ held }, telling) =>
    `${telling.person(held.by)} ${verdict(held.decision, telling)} from a message; that counts from ${telling.time(held.until)} unless it is undone.`,
  'approval.undone': (data, { named, person }) => {
    const whose = data.by === data.of ? 'it' : `what ${person(data.of)} had pressed`;
    if (data.reason === null) return `${person(data.by)} undid ${whose}: ${named} waits again.`;
    return `What ${person(data.of)} had pressed at ${named} could not count any more: ${sentence(data.reason)}`;
  },
  'approval.claimed': (data, { named, person }) =>
    data.by === null ? `Nobody looks after ${named} any more.` : `${person(data.by)} looks after ${named}.`,
  'approval.reassigned': (data, { named, person }) =>
    `${person(data.by)} handed ${named} to ${holdersOf(data, person)}.`,
  'approval.deferred': (data, { named, person, time }) =>
    `${person(data.by)} put ${named} off until ${time(data.until)}.`,
  'approval.commented': (data, { person }) => `${person(data.by)} wrote: ${quoted(data.text)}`,
  'approval.reminded': (_, { named }) => `Those who can decide ${named} were reminded.`,
  'approval.escalated': (data, { named, card, person }) => {
    const rung = card?.escalate[data.rung];
    const who = rung === undefined ? 'others' : holdersOf(rung, person);
    return `There was no answer at ${named}, so ${who} ${rung?.keep === false ? 'were asked instead' : 'were asked as well'}.`;
  },
  'approval.decided': (data, telling) => {
    if (data.by === 'policy') return `${telling.named} passed without a question: ${sentence(data.rule)}`;
    if (data.by === 'timer') {
      const counts = data.decision === 'timeout' ? '' : `, which counts as ${data.decision}`;
      return `Nobody answered ${telling.named} in time${counts}.`;
    }
    const fields = data.edits.map(({ path }) => path.split('/')[1] ?? path);
    const edits = fields.length === 0 ? '' : ` after editing ${listed([...new Set(fields)].map(spoken))}`;
    return sentence(
      `${telling.person(data.by)} ${verdict(data.decision, telling)}${edits}${said(data.comment)}`,
    );
  },
  'clock.jumped': (data, { person, named }) =>
    `${person(data.by)} jumped ${aheadInWords(data.ms)} ahead, to ${momentOf[data.to]} ${named} (practice).`,
  'run.repaired': (data, { person, named }) => {
    // The step's own event says who stood in for it.
    if (data.action === 'edit' || data.action === 'skip') return null;
    const version = data.version === undefined || data.version === null ? '' : ` on v${data.version}`;
    if (data.action === 'retry') return `${person(data.by)} had the run tried again${version}.`;
    const answers = {
      done: 'it happened',
      again: 'it did not happen and is to be done again',
      fail: 'it failed',
    };
    return `${person(data.by)} looked at ${named} and answered: ${answers[data.answer ?? 'fail']}.`;
  },
  'run.ended': (data, { person, step }) => {
    const ends = {
      succeeded: 'The run succeeded',
      failed: 'The run failed',
      declined: 'The run ended as declined',
      cancelled: 'The run was cancelled',
    };
    const who = data.by === undefined ? '' : ` by ${person(data.by)}`;
    const { node, message } = data;
    // What failed or was declined has just been told at its step.
    if (node !== null && message?.startsWith(`${node} failed:`) === true)
      return `${ends[data.status]} at “${step(node)}”.`;
    const isTold = message === null || (node !== null && / was declined (by|because) /.test(message));
    return sentence(`${ends[data.status]}${who}${isTold ? '' : `: ${message}`}`);
  },
};

function holdersOf(to: { pools: string[]; people: string[] }, person: Names['person']): string {
  return listed([...to.pools.map(spoken), ...to.people.map(person)]);
}

function wayTaken(port: string): string {
  if (port === 'done') return 'is done';
  if (port === 'else') return 'took the way “otherwise”';
  return `took the way “${spoken(port)}”`;
}

function verdict(decision: string, { named, card }: Telling): string {
  switch (decision) {
    case 'approved':
      return `approved ${named}`;
    case 'declined':
      return `declined ${named}`;
    case 'changes':
      return `asked for changes at ${named}`;
    default: {
      const label = card?.alternatives.find(({ name }) => name === decision)?.label;
      return `chose “${label ?? spoken(decision)}” at ${named}`;
    }
  }
}
