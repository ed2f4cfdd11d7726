import type { OutputOf } from '../../shared/api/contract.ts';
import { listed } from '../../shared/approval/words.ts';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts';
import { labelOf } from '../../shared/steps/label.ts';
import type { Names } from '../api/names.ts';

export type Entry = OutputOf<'audit.list'>['items'][number];

type Say = (body: JsonObject, names: Names) => string;

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const number = (value: Json | undefined): number => (typeof value === 'number' ? value : 0);
const texts = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

const flowOf = (body: JsonObject, names: Names): string => `“${names.flow(text(body['flow']))}”`;
const stepOf = (body: JsonObject): string => `“${labelOf(text(body['node']))}”`;
const personOf = (value: Json | undefined, names: Names): string => names.person(text(value));
const said = (value: Json | undefined): string => (text(value) === '' ? '' : `: “${text(value)}”`);

const verbs: Record<string, string> = {
  approved: '“Approve”',
  declined: '“Decline”',
  changes: '“Request changes”',
};
const decided: Record<string, string> = {
  approved: 'Approved',
  declined: 'Declined',
  changes: 'Asked for changes',
};
const decisionOf = (value: Json | undefined): string =>
  decided[text(value)] ?? `Chose “${labelOf(text(value))}”`;

const holdersOf = (body: JsonObject, names: Names): string =>
  listed([
    ...texts(body['pools']).map((pool) => names.pool(pool)),
    ...texts(body['people']).map((person) => names.person(person)),
  ]);

const outcomes: Record<string, string> = {
  succeeded: 'Done',
  failed: 'Failed',
  unknown: 'Nobody knows whether it happened',
  cancelled: 'Stopped',
};
const answers: Record<string, string> = {
  done: 'it happened',
  again: 'run it again',
  fail: 'it failed',
};

/** One sentence per kind of entry: what was done. Who did it stands in its own column. */
const refusals: Record<string, string> = {
  used: 'it was used already',
  expired: 'it was too old',
};

const words: Record<string, Say> = {
  'approval.requested': (body, names) => {
    const holders = holdersOf(body, names);
    return `Asked “${text(body['title'])}”${holders === '' ? '' : ` of ${holders}`}`;
  },
  'approval.voice': (body) =>
    `Pressed ${verbs[text(body['decision'])] ?? `“${labelOf(text(body['decision']))}”`}${said(body['comment'])}`,
  'approval.held': (body) =>
    `Pressed ${verbs[text(body['decision'])] ?? `“${labelOf(text(body['decision']))}”`} on a message, with a moment to undo it`,
  'approval.undone': (body, names) =>
    text(body['reason']) === ''
      ? `Took back what ${personOf(body['pressedBy'], names)} had pressed on a message`
      : `What ${personOf(body['pressedBy'], names)} had pressed on a message could not count any more: ${text(body['reason'])}`,
  'approval.edited': () => 'Edited what was proposed',
  'approval.claimed': () => 'Took the card',
  'approval.released': () => 'The card went back to everybody who may decide',
  'approval.reassigned': (body, names) => `Handed the card to ${holdersOf(body, names)}`,
  'approval.deferred': (body) =>
    `Put the card off until ${text(body['until']).slice(0, 16).replace('T', ' ')}`,
  'approval.commented': (body) => `Commented${said(body['text'])}`,
  'approval.reminded': () => 'Reminded those who may decide',
  'approval.escalated': (body, names) => `Asked ${holdersOf(body, names)} too, since nobody had answered`,
  'approval.decided': (body) => `${decisionOf(body['decision'])}${said(body['comment'])}`,
  'approval.expired': () => 'Nobody decided in time',
  'approval.cancelled': (body) => `The card was withdrawn${said(body['reason'])}`,
  'approval.refused': (body) => `Was refused: ${text(body['message'])}`,
  'effect.started': (body) => `Began ${stepOf(body)}, as approved`,
  'effect.ended': (body) => `${outcomes[text(body['outcome'])] ?? text(body['outcome'])}: ${stepOf(body)}`,
  'run.jumped': () => 'Jumped ahead in the time of a draft run',
  'run.repaired': (body) => {
    switch (text(body['action'])) {
      case 'answer':
        return `Said about ${stepOf(body)}: ${answers[text(body['answer'])] ?? text(body['answer'])}`;
      case 'edit':
        return `Set the output of ${stepOf(body)} and had the run go on`;
      case 'skip':
        return `Skipped ${stepOf(body)} and had the run go on`;
      default:
        return `Had the run go on from ${stepOf(body)}`;
    }
  },
  'run.cancelled': (body) => `Cancelled the run${said(body['reason'])}`,
  'flow.released': (body, names) =>
    `Released v${number(body['version'])} of ${flowOf(body, names)}${said(body['notes'])}`,
  'flow.promoted': (body, names) => `Made v${number(body['version'])} of ${flowOf(body, names)} live`,
  'flow.rolled_back': (body, names) =>
    `Went back to v${number(body['version'])} of ${flowOf(body, names)}, from v${number(body['from'])}`,
  'flow.offline': (body, names) => `Took ${flowOf(body, names)} offline`,
  'flow.deleted': (body, names) => `Deleted ${flowOf(body, names)}`,
  'connection.changed': (body) => {
    const name = `the connection “${text(body['connection'])}”`;
    switch (text(body['change'])) {
      case 'created':
        return `Made ${name}`;
      case 'deleted':
        return `Deleted ${name}`;
      case 'renamed':
        return `Renamed the connection “${text(body['was'])}” to “${text(body['connection'])}”`;
      default:
        return `Changed ${name}`;
    }
  },
  'connection.bound': (body, names) => {
    const where = `“${text(body['slot'])}” of ${flowOf(body, names)}, ${body['target'] === 'live' ? 'live' : 'in drafts'}`;
    return body['connection'] === null
      ? `Took the connection away from ${where}`
      : `Chose “${text(body['connection'])}” for ${where}`;
  },
  'workspace.changed': (body) => {
    const people = texts(body['people']).length;
    const groups = isJsonObject(body['pools']) ? Object.keys(body['pools']).length : 0;
    return `Changed people and groups: ${people === 1 ? '1 person' : `${people} people`}, ${groups === 1 ? '1 group' : `${groups} groups`}`;
  },
  'token.created': (body, names) =>
    `Made the token “${text(body['name'])}” for ${personOf(body['person'], names)}`,
  'token.revoked': (body, names) => `Took a token of ${personOf(body['person'], names)} away`,
  'invitation.created': (body, names) => `Invited ${personOf(body['person'], names)} to this host`,
  'invitation.withdrawn': () => 'Took an invitation back',
  'invitation.used': (body, names) =>
    `Used an invitation: the token “${text(body['name'])}” for ${personOf(body['person'], names)}`,
  'invitation.refused': (body, names) =>
    `Refused an invitation of ${personOf(body['person'], names)}: ${refusals[text(body['why'])] ?? text(body['why'])}`,
};

/** What was done, in one sentence. A kind nobody has words for yet is named as it is. */
export function entryWords({ kind, body }: Pick<Entry, 'kind' | 'body'>, names: Names): string {
  return words[kind]?.(isJsonObject(body) ? body : {}, names) ?? labelOf(kind.replaceAll(/[._]/g, ' '));
}

const ways: Record<string, string> = {
  session: 'signed in',
  token: 'by token',
  link: 'by link',
  cli: 'command line',
  timer: 'the clock',
  host: 'by itself',
};

/** How it was known who acted. */
export const identifiedWords = (identified: string): string => ways[identified] ?? identified;

export function actorWords(actor: string, names: Names): string {
  if (actor === 'countersign') return 'Countersign';
  if (actor === 'timer') return 'A deadline';
  if (actor === 'policy') return 'A rule';
  return names.isMe(actor) ? 'You' : names.person(actor);
}

export type Place = { to: string; label: string };

const address = (path: string, id: string): string => `${path}/${encodeURIComponent(id)}`;

/** Where one can look at what an entry is about. */
export function placesOf({ kind, body }: Pick<Entry, 'kind' | 'body'>): Place[] {
  if (!isJsonObject(body)) return [];
  const places: Place[] = [];
  const add = (field: string, path: string, label: string): void => {
    const id = text(body[field]);
    if (id !== '') places.push({ to: address(path, id), label });
  };
  add('approval', '/inbox', 'Card');
  add('run', '/runs', 'Run');
  if (kind !== 'flow.deleted') add('flow', '/flows', 'Flow');
  if (body['change'] !== 'deleted') add('connection', '/connections', 'Connection');
  return places;
}
