import colors from 'picocolors';
import type { EventData, EventType } from '../../shared/run/event.ts';
import type { StoryEvent } from './cli.ts';
import { localTime } from './table.ts';

/** Names for people: what steps and persons are called. */
export type Names = { step: (node: string) => string; person: (id: string) => string };

type Teller<T extends EventType> = (data: EventData[T], step: string, names: Names) => string | null;

const practice = (data: { practice?: true }) => (data.practice === true ? ' (practice: the file’s sample answered)' : '');

/** One plain line for every kind of event; null where another line says it already. */
const tellers: { [T in EventType]: Teller<T> } = {
  'run.started': (data, _, { person }) =>
    `Started by ${person(data.startedBy)}, ${data.version === null ? 'as a draft' : `on v${data.version}`}.`,
  'step.started': (data, step) =>
    `${step}: begins${data.attempt > 1 ? `, attempt ${data.attempt}` : ''}${practice(data)}.`,
  'step.retrying': (data, step) =>
    `${step}: did not work (${data.error.message}) Tries again at ${localTime(new Date(data.retryAt).toISOString())}.`,
  'step.interrupted': (_, step) => `${step}: was interrupted when the host stopped, and is done again.`,
  'step.unknown': (data, step) => `${step}: nobody knows whether it happened. ${data.reason}`,
  'step.succeeded': (data, step) =>
    `${step}: done${practice(data)}${data.because === undefined ? '' : `, because ${data.because}`}${data.override === undefined ? '' : `, as ${data.override} said`}.`,
  'step.failed': (data, step) => `${step}: failed. ${data.error.message}`,
  'step.waiting': (data, step) => `${step}: waits${waitWords(data)}.`,
  'step.cancelled': (data, step) => `${step}: cancelled (${data.reason}).`,
  'step.skipped': (data, step, { person }) => `${step}: skipped by ${person(data.by)}.`,
  'token.parked': () => null,
  'token.absorbed': () => null,
  'approval.requested': ({ card }, step) =>
    `${step}: asks “${card.title}” of ${[...card.assign.pools, ...card.assign.people].join(', ') || 'the owner'}.`,
  'approval.voice': ({ voice }, step, { person }) =>
    `${step}: ${person(voice.by)} says ${voice.decision}${voice.comment === null ? '' : `: “${voice.comment}”`}.`,
  'approval.claimed': (data, step, { person }) =>
    data.by === null ? `${step}: nobody looks after it any more.` : `${step}: ${person(data.by)} looks after it.`,
  'approval.reassigned': (data, step, { person }) =>
    `${step}: ${person(data.by)} handed it to ${[...data.pools, ...data.people.map(person)].join(', ')}.`,
  'approval.deferred': (data, step, { person }) =>
    `${step}: ${person(data.by)} put it off until ${localTime(new Date(data.until).toISOString())}.`,
  'approval.commented': (data, step, { person }) => `${step}: ${person(data.by)} wrote: “${data.text}”.`,
  'approval.reminded': (_, step) => `${step}: reminded.`,
  'approval.escalated': (_, step) => `${step}: nobody answered in time, so others were asked too.`,
  'approval.decided': (data, step, { person }) =>
    data.by === 'timer' ? `${step}: nobody answered in time: ${data.decision}.` : `${step}: ${data.decision} by ${person(data.by)}.`,
  'run.repaired': (data, _, { person }) =>
    `${person(data.by)} ${data.action === 'retry' ? 'has it tried again' : `answered “${data.answer ?? ''}”`}${data.version === undefined || data.version === null ? '' : ` on v${data.version}`}.`,
  'run.ended': (data) => `The run ${data.status}${data.message === null ? '' : `: ${data.message}`}`.replace(/([^.!?])$/, '$1.'),
};

function waitWords(data: EventData['step.waiting']): string {
  const what = { callback: ' for a call back', event: ' for an event', timer: '' }[data.kind];
  return `${what}${data.until === null ? '' : ` until ${localTime(new Date(data.until).toISOString())}`}`;
}

/** One line of the story: when, what, who. null where nothing is to be told. */
export function storyLine(event: StoryEvent, names: Names): string | null {
  if (!Object.hasOwn(tellers, event.type)) return null;
  // The table is typed event by event; here the type is only known at run time.
  const tell = tellers[event.type as EventType] as (data: unknown, step: string, names: Names) => string | null;
  const step = event.node === null ? '' : `${names.step(event.node)}${(event.visit ?? 1) > 1 ? ` (round ${event.visit})` : ''}`;
  const words = tell(event.data, step, names);
  return words === null ? null : `${colors.dim(localTime(event.at))}  ${words}`;
}

export function story(events: readonly StoryEvent[], names: Names): string {
  return events
    .map((event) => storyLine(event, names))
    .filter((line) => line !== null)
    .join('\n');
}
