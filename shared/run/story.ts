import type { Json } from '../json.ts';
import type { EventData, EventType } from './event.ts';

/** An event as the API tells it. */
export type ToldEvent = {
  seq: number;
  at: string;
  type: string;
  node: string | null;
  visit: number | null;
  data: Json;
};

/** How to say things to this reader. `time` takes epoch milliseconds. */
export type Names = {
  step: (node: string) => string;
  person: (id: string) => string;
  time: (at: number) => string;
};

/** One sentence of a run's story; `seq` names the event it comes from. */
export type Sentence = {
  seq: number;
  at: string;
  type: string;
  node: string | null;
  visit: number | null;
  text: string;
};

type Teller<T extends EventType> = (data: EventData[T], step: string, names: Names) => string | null;

const practice = (data: { practice?: true }): string =>
  data.practice === true ? ', answered by its sample (practice)' : '';
const said = (comment: string | null): string => (comment === null || comment === '' ? '' : `: “${comment}”`);
const list = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

const verdicts: Record<string, string> = {
  approved: 'approved',
  declined: 'declined',
  changes: 'asked for changes',
  timeout: 'did not answer in time',
};
const verdict = (decision: string): string => verdicts[decision] ?? `chose “${decision}”`;

/** A sentence for every kind of event, in plain words; null where another sentence says it already. */
const tellers: { [T in EventType]: Teller<T> } = {
  'run.started': (data, _, { person, step }) => {
    const source = { webhook: 'a call from outside', schedule: 'its schedule', event: 'an event' }[
      data.startedBy
    ];
    return `Started by ${source ?? person(data.startedBy)} at “${step(data.trigger.node)}”, ${data.version === null ? 'as a draft' : `on v${data.version}`}.`;
  },
  'step.started': (data, step) =>
    data.attempt === 1 ? `${step} began${practice(data)}.` : `${step} began again, attempt ${data.attempt}.`,
  'step.retrying': (data, step, { time }) =>
    `${step} did not work: ${sentence(data.error.message)} It is tried again at ${time(data.retryAt)}.`,
  'step.interrupted': (_, step) =>
    `${step} was interrupted when Countersign stopped; it may be repeated, so it is.`,
  'step.unknown': (data, step) =>
    `Nobody knows whether ${step} happened: ${sentence(data.reason)} A person has to look.`,
  'step.succeeded': (data, step, { person }) => {
    const who = data.override === undefined ? '' : `, because ${person(data.override)} said so`;
    const way = data.port === 'done' ? 'is done' : `went “${data.port}”`;
    return `${step} ${way}${data.because === undefined ? '' : `, because ${data.because}`}${who}${practice(data)}.`;
  },
  'step.failed': (data, step) =>
    `${step} failed: ${sentence(data.error.message)}${data.port === null ? '' : ' The flow handles this.'}`,
  'step.waiting': (data, step, { time }) => {
    const what = { callback: ' to be called back', event: ' for an event', timer: '' }[data.kind];
    return `${step} waits${what}${data.until === null ? '' : `, until ${time(data.until)}`}.`;
  },
  'step.cancelled': (data, step) => `${step} was cancelled: ${sentence(data.reason)}`,
  'step.skipped': (data, step, { person }) => `${person(data.by)} skipped ${step}.`,
  'token.parked': () => null,
  'token.absorbed': () => null,
  'approval.requested': ({ card }, step, { person, time }) => {
    const holders = list([...card.assign.pools, ...card.assign.people.map(person)]);
    const until = card.deadline === null ? '' : `, by ${time(card.deadline)}`;
    return `${step} asked ${holders === '' ? 'the owner' : holders}: “${card.title}”${until}.`;
  },
  'approval.voice': ({ voice }, _, { person }) =>
    `${person(voice.by)} ${verdict(voice.decision)}${said(voice.comment)}.`,
  'approval.claimed': (data, step, { person }) =>
    data.by === null ? `Nobody looks after ${step} any more.` : `${person(data.by)} looks after ${step}.`,
  'approval.reassigned': (data, step, { person }) =>
    `${person(data.by)} handed ${step} to ${list([...data.pools, ...data.people.map(person)])}.`,
  'approval.deferred': (data, step, { person, time }) =>
    `${person(data.by)} put ${step} off until ${time(data.until)}.`,
  'approval.commented': (data, _, { person }) => `${person(data.by)} wrote: “${data.text}”.`,
  'approval.reminded': (_, step) => `Those who can decide on ${step} were reminded.`,
  'approval.escalated': (_, step) => `Nobody answered in time, so more people were asked about ${step}.`,
  'approval.decided': (data, step, { person }) => decided(data, step, person),
  'run.repaired': (data, _, { person }) => {
    const version = data.version === undefined || data.version === null ? '' : ` on v${data.version}`;
    if (data.action === 'retry') return `${person(data.by)} had it tried again${version}.`;
    const answers = { done: 'it happened', again: 'it did not happen, do it again', fail: 'it failed' };
    return `${person(data.by)} answered: ${answers[data.answer ?? 'fail']}.`;
  },
  'run.ended': (data) => {
    const ends = {
      succeeded: 'The run succeeded',
      failed: 'The run failed',
      declined: 'The run ended as declined',
      cancelled: 'The run was cancelled',
    };
    return sentence(`${ends[data.status]}${data.message === null ? '' : `: ${data.message}`}`);
  },
};

function decided(data: EventData['approval.decided'], step: string, person: (id: string) => string): string {
  const edits =
    data.edits.length === 0
      ? ''
      : ` after editing ${list(data.edits.map((edit) => edit.path.replace(/^\//, '')))}`;
  if (data.by === 'timer')
    return `Nobody answered ${step} in time${data.decision === 'timeout' ? '' : `, so it counts as ${data.decision}`}.`;
  if (data.by === 'policy') return `${step} passed without a question: ${sentence(data.rule)}`;
  return `${step} was decided: ${person(data.by)} ${verdict(data.decision)}${edits}.`;
}

const sentence = (text: string): string => (/[.!?”]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

/** The story of a run: deterministic, in order, every sentence tied to its event (CHECKLIST BX-20). */
export function story(events: readonly ToldEvent[], names: Names): Sentence[] {
  return events.flatMap((event) => {
    const text = tell(event, names);
    return text === null
      ? []
      : [{ seq: event.seq, at: event.at, type: event.type, node: event.node, visit: event.visit, text }];
  });
}

function tell(event: ToldEvent, names: Names): string | null {
  if (!Object.hasOwn(tellers, event.type)) return null;
  // The table is typed event by event; from the API the type is only known at run time.
  const teller = tellers[event.type as EventType] as (
    data: Json,
    step: string,
    names: Names,
  ) => string | null;
  const round = (event.visit ?? 1) > 1 ? ` (round ${event.visit})` : '';
  return teller(event.data, event.node === null ? '' : `“${names.step(event.node)}”${round}`, names);
}
