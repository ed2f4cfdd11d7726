import type { Approval } from '../../../shared/approval/view-schema.ts';
import { aheadInWords } from '../../../shared/run/jump-words.ts';
import type { Names } from '../../api/names.ts';
import { holdersWords } from '../../card/card-words.ts';
import { clockTime } from '../../ui/times.ts';
import type { Run } from '../run-words.ts';

export type Telling = {
  run: Run;
  cards: readonly Approval[];
  names: Names;
  step: (node: string) => string;
  /** By the run's own clock. */
  now: number;
};

type Wait = Run['waitingFor'][number];

/** What a draft waits for and until when: a short sentence for each wait. */
export function waitsInWords(telling: Telling): string {
  const { run, step, now } = telling;
  const waits = run.waitingFor.map((wait) => waitInWords(wait, telling));
  const retries = run.steps.flatMap(({ status, retryAt, node }) =>
    status === 'scheduled' && retryAt !== null
      ? [`“${step(node)}” is tried again at ${clockTime(retryAt, now)}.`]
      : [],
  );
  return [...waits, ...retries].join(' ');
}

function waitInWords({ kind, node, until = null }: Wait, { step, now }: Telling): string {
  const name = `“${step(node)}”`;
  const end = until === null ? '' : ` until ${clockTime(until, now)}`;
  switch (kind) {
    case 'approval':
      return `${name} waits for a decision${end === '' ? ', without a time limit' : end}.`;
    case 'callback':
      return `${name} waits to be called back${end === '' ? ', without a time limit' : end}.`;
    case 'event':
      return `${name} waits for an event${end}.`;
    case 'timer':
      return `${name} waits${end}.`;
    case 'unknown':
      return `Nobody knows whether ${name} happened.`;
  }
}

/** What the next jump leads to: “the reminder”, “in 1 h”; null where nothing waits for a time. */
export function nextJump(telling: Telling): { to: string; when: string } | null {
  const { run, now } = telling;
  if (run.due === null) return null;
  const ms = Date.parse(run.due.at) - now;
  return {
    to: momentInWords(run.due, telling),
    when: ms < 1000 ? 'now' : `in ${aheadInWords(ms)}`,
  };
}

function momentInWords(due: NonNullable<Run['due']>, { run, cards, names, step }: Telling): string {
  const name = `“${step(due.node)}”`;
  // Where only one thing waits, its name stands in the sentence beside the button already.
  const of = run.waitingFor.length > 1 ? ` of ${name}` : '';
  switch (due.to) {
    case 'reminder':
      return `the reminder${of}`;
    case 'escalation': {
      const card = cards.find(({ node, visit }) => node === due.node && visit === due.visit);
      const rung = card?.escalation.find(({ done }) => !done);
      return `${rung === undefined ? 'others' : holdersWords(rung, names)} are asked`;
    }
    case 'deadline':
      return `the time limit${of}`;
    case 'hold':
      return `the end of the time to undo${of}`;
    case 'wake':
      return `the end of ${name}`;
    case 'retry':
      return `the next attempt of ${name}`;
  }
}
