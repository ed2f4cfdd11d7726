import {
  isDifferent,
  tookMs,
  type ComparedRound,
  type ComparedStep,
} from '../../../shared/run/compare-runs.ts';
import { wayOut } from '../../steps/step-words.ts';
import { statusWord } from '../../ui/status-words.ts';
import { durationWords } from '../../ui/times.ts';

/** What of a round differs, as the heading of both values. */
export const aspectWords = {
  input: 'Input',
  state: 'State',
  way: 'Way out',
  output: 'Output',
  error: 'Error',
  time: 'Duration',
} as const;

/** One sentence about a round that differs. What came first is told: what went in, before what came of it. */
export function roundWords(round: ComparedRound, name: string): string {
  const { left, right, differs, visit } = round;
  const step = `“${name}”${visit > 1 ? ` (round ${visit})` : ''}`;
  if (left === null) return `Only B came to ${step}.`;
  if (right === null) return `Only A came to ${step}.`;
  const [first] = differs;
  if (first === undefined) return `${step} is the same in both.`;
  switch (first) {
    case 'input':
      return `${step} was given something else.`;
    case 'state':
      return `${step}: ${stateWords(left)} in A, ${stateWords(right)} in B.`;
    case 'way':
      return `${step} went on by another way: “${wayWords(left)}” in A, “${wayWords(right)}” in B.`;
    case 'output':
      return left.kind.startsWith('trigger.')
        ? `${step} began with something else.`
        : `${step} gave something else.`;
    case 'error':
      return `${step} failed in another way.`;
    case 'time':
      return `${step} took ${took(left)} in A and ${took(right)} in B.`;
  }
}

export const stateWords = ({ status }: ComparedStep): string => statusWord(status).toLowerCase();
export const wayWords = ({ port }: ComparedStep): string =>
  port === null || port === '' ? 'none' : wayOut(port);

export function took(step: ComparedStep): string {
  const ms = tookMs(step);
  return ms === null ? 'as long as it goes on' : durationWords(ms);
}

/** “3 of 12 steps differ.”, for runs in which steps come several times too. */
export function countWords(rounds: readonly ComparedRound[]): string {
  const count = rounds.filter(isDifferent).length;
  if (count === 0) return 'Nothing differs: both went the same way with the same values.';
  if (count === rounds.length) return count === 1 ? 'The only step differs.' : `All ${count} steps differ.`;
  return `${count} of ${rounds.length} steps ${count === 1 ? 'differs' : 'differ'}.`;
}
