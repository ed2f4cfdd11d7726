import type { OutputOf } from '../../shared/api/contract.ts';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { listed } from '../../shared/approval/words.ts';
import type { Names } from '../api/names.ts';
import { holdersWords } from '../card/card-words.ts';
import { clockTime, durationWords } from '../ui/times.ts';

export type Run = OutputOf<'runs.get'>;
export type Step = Run['steps'][number];
type Wait = Run['waitingFor'][number];

type Telling = {
  run: Run;
  cards: readonly Approval[];
  names: Names;
  step: (node: string) => string;
  now: number;
};

/** Where a run stands, in a sentence or two: for whom it waits, since when and what comes next; or how it ended. */
export function standing(telling: Telling): string {
  const { run } = telling;
  if (run.endedAt !== null) return ended(telling);
  const waits = run.waitingFor.map((wait) => waiting(wait, telling));
  const moves = run.steps
    .filter(({ status }) => status === 'running' || status === 'scheduled')
    .map((step) => moving(step, telling));
  return [...waits, ...moves].join(' ') || `Running since ${clockTime(run.startedAt, telling.now)}.`;
}

function waiting(wait: Wait, telling: Telling): string {
  const { step, now } = telling;
  const name = `“${step(wait.node)}”`;
  const since = wait.since === undefined ? '' : ` since ${clockTime(wait.since, now)}`;
  const until = wait.until === undefined || wait.until === null ? null : clockTime(wait.until, now);
  switch (wait.kind) {
    case 'approval':
      return waitingForDecision(wait, telling);
    case 'unknown':
      return `Nobody knows whether ${name} happened; a person has to look.`;
    case 'callback':
      return `Waiting at ${name} to be called back${since}${until === null ? '' : `, until ${until}`}.`;
    case 'event':
      return `Waiting at ${name} for an event${since}${until === null ? '' : `, until ${until}`}.`;
    case 'timer':
      return until === null ? `Waiting at ${name}${since}.` : `Waiting at ${name} until ${until}.`;
  }
}

/** “Waiting for editors since 09:12. Reminder 11:12, chief editors 17:00, then declined.” */
function waitingForDecision(wait: Wait, { cards, names, step, now }: Telling): string {
  const card = cards.find(({ id }) => id === wait.approval);
  if (card === undefined) return `Waiting for a decision at “${step(wait.node)}”.`;
  const at = (time: string): string => clockTime(time, now);
  const plan = [
    ...card.reminders
      .filter(({ done }) => !done)
      .map(({ at: time }) => ({ time, words: `reminder ${at(time)}` })),
    ...card.escalation
      .filter(({ done }) => !done)
      .map((rung) => ({ time: rung.at, words: `${holdersWords(rung, names)} ${at(rung.at)}` })),
  ].sort((left, right) => Date.parse(left.time) - Date.parse(right.time));
  const end = card.deadline === null ? 'no time limit' : `${silenceWords(card)} at ${at(card.deadline)}`;
  const isLast = plan.length > 0 && card.deadline !== null;
  const next = [...plan.map(({ words }) => words), isLast ? `then ${end}` : end].join(', ');
  const agreed =
    card.quorum > 1
      ? ` ${card.agreed.length} of ${card.quorum} agreed${card.agreed.length === 0 ? '' : `: ${listed(card.agreed.map(names.person))}`}.`
      : '';
  return `Waiting for ${holdersWords(card, names)} since ${at(card.createdAt)}.${agreed} ${next.charAt(0).toUpperCase()}${next.slice(1)}.`;
}

/** The host says “no answer after 1 day: ends as declined, then …” last; its first step is enough here. */
function silenceWords(card: Approval): string {
  const [first = 'it goes on without an answer'] = (card.next['timeout']?.at(-1) ?? '')
    .replace(/^no answer after [^:]+: /, '')
    .split(', then ')
    .filter((step) => step !== '');
  return first;
}

function moving(step: Step, { step: nameOf, now }: Telling): string {
  const name = `“${nameOf(step.node)}”`;
  if (step.status === 'scheduled' && step.retryAt !== null)
    return `${name} did not work and is tried again at ${clockTime(step.retryAt, now)}.`;
  return `${name} is under way${step.attempts > 1 ? `, attempt ${step.attempts}` : ''}.`;
}

const ends: Record<string, string> = {
  succeeded: 'Succeeded',
  failed: 'Failed',
  declined: 'Ended as declined',
  cancelled: 'Cancelled',
};

function ended({ run, step }: Telling): string {
  const took = durationWords(Date.parse(run.endedAt ?? run.startedAt) - Date.parse(run.startedAt));
  const head = `${ends[run.status] ?? run.status} after ${took}`;
  const { node = null, message = null } = run.outcome ?? {};
  if (message === null) return `${head}.`;
  // A failure begins with the step's identifier; people know it by its name.
  const words =
    node !== null && message.startsWith(`${node} failed:`)
      ? `“${step(node)}” ${message.slice(node.length + 1)}`
      : message;
  return `${head}. ${/[.!?”]$/.test(words) ? words : `${words}.`}`;
}
