import type { OutputOf } from '../../shared/api/contract.ts';
import { handIn } from '../../shared/run/hand.ts';
import { aheadInWords } from '../../shared/run/jump-words.ts';
import type { StoryEvent } from './cli.ts';
import { story, type Names } from './story.ts';
import { facts, localTime, statusWord, table } from './table.ts';
import { logLimitWords } from '../../shared/run/log-limits.ts';

type Run = OutputOf<'runs.get'>;

/** A run told in plain words: what it is, what happened, and what it waits for. */
export function runText(run: Run, events: readonly StoryEvent[], names: Names): string {
  const head = facts([
    ['Run', run.id],
    ['Flow', `${run.flow}, ${run.version === null ? 'draft' : `v${run.version}`}`],
    ['Status', statusWord(run.status)],
    ['Started', `${localTime(run.startedAt)} by ${names.person(run.startedBy)}`],
    ['Ended', run.endedAt === null ? null : localTime(run.endedAt)],
    ['Outcome', run.outcome?.message ?? null],
    ['Clock', run.clockAheadMs === 0 ? null : `${aheadInWords(run.clockAheadMs)} ahead (practice)`],
  ]);
  const steps = table(
    ['STEP', 'KIND', 'STATUS', 'ATTEMPTS', 'WENT'],
    run.steps.map((step) => [
      `${names.step(step.node)}${step.visit > 1 ? ` (round ${step.visit})` : ''}`,
      step.kind,
      `${step.status}${step.practice ? ' (practice)' : ''}${byHand(step, names)}`,
      String(step.attempts),
      step.error?.message ?? step.port ?? '',
    ]),
    'Nothing has run yet.',
  );
  return [head, story(events, names), steps, waitsText(run, names)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function byHand(step: Run['steps'][number], names: Names): string {
  const hand = handIn(step);
  return hand === null ? '' : ` (${hand} by ${names.person(step.override ?? '')})`;
}

/** What a step said, one line each, under a heading per attempt where there are several. */
export function logText({ items, cut }: OutputOf<'runs.logs'>): string {
  if (items.length === 0) return 'This step said nothing, or what it said is no longer kept.';
  const attempts = [...new Set(items.map(({ attempt }) => attempt))];
  const parts = attempts.map((attempt) => {
    const lines = items
      .filter((line) => line.attempt === attempt)
      .map(({ at, text }) => `${localTime(at)}  ${text}`);
    if (cut.includes(attempt)) lines.push(logLimitWords);
    return [...(attempts.length > 1 ? [`Attempt ${attempt}`] : []), ...lines].join('\n');
  });
  return parts.join('\n\n');
}

/** `program`: how the commands it names begin, so that they reach the home this run is in. */
export function waitsText(run: Run, names: Names, program = 'countersign'): string {
  const waits = run.waitingFor.map((wait) => {
    const until = wait.until === undefined || wait.until === null ? '' : ` until ${localTime(wait.until)}`;
    const step = names.step(wait.node);
    switch (wait.kind) {
      case 'approval':
        return `Waits for a decision on “${step}”${until}: ${program} approvals show ${wait.approval ?? ''}`;
      case 'unknown':
        return `Nobody knows whether “${step}” happened. Look, then say: ${program} runs answer ${run.id} ${wait.node} done|again|fail`;
      case 'callback':
        return `Waits for “${step}” to be called back${until}.`;
      case 'event':
        return `Waits for an event at “${step}”${until}.`;
      case 'timer':
        return `Waits at “${step}”${until}.`;
    }
  });
  const due = run.target === 'draft' && run.due !== null ? run.due : null;
  const jump =
    due === null ? [] : [`Practise what comes at ${localTime(due.at)}: ${program} runs jump ${run.id}`];
  return [...waits, ...jump].join('\n');
}
