import { expect, test } from 'vitest';
import { nextJump, waitsInWords } from '../../../renderer/run-parts/practice/practice-words.ts';
import type { Run } from '../../../renderer/run-parts/run-words.ts';
import type { Approval } from '../../../shared/approval/view-schema.ts';
import { makeApproval } from '../card/make-approval.ts';

const at = (hour: number): string => new Date(2026, 2, 9, hour, 0).toISOString();
const names = {
  person: (id: string) => id,
  pool: (id: string) => id.replaceAll('-', ' '),
  flow: (id: string) => id,
  isMe: () => false,
};
const step = (node: string): string => ({ review: 'Review', hold: 'The machine' })[node] ?? node;

function telling(of: Pick<Run, 'waitingFor' | 'due'>, cards: Approval[] = []) {
  const run: Run = {
    id: 'run-1',
    flow: 'letter',
    version: null,
    firstVersion: null,
    target: 'draft',
    hash: 'h',
    status: 'waiting',
    startedAt: at(9),
    endedAt: null,
    startedBy: 'owner',
    requester: null,
    trigger: { node: 'start', kind: 'trigger.manual', payload: {} },
    outcome: null,
    output: null,
    steps: [],
    clockAheadMs: 0,
    ...of,
  };
  return { run, cards, names, step, now: Date.parse(at(10)) };
}

const decision = {
  kind: 'approval',
  node: 'review',
  visit: 1,
  approval: 'run-1.review.1',
  until: at(17),
} as const;
const call = { kind: 'callback', node: 'hold', visit: 1, until: null } as const;

test('each wait is said with its end, or that it has none', () => {
  expect(waitsInWords(telling({ waitingFor: [decision, call], due: null }))).toBe(
    '“Review” waits for a decision until 17:00. “The machine” waits to be called back, without a time limit.',
  );
});

test('the jump says where it leads, and names the step where several wait', () => {
  const due = { node: 'review', visit: 1, to: 'reminder', at: at(11) } as const;
  expect(nextJump(telling({ waitingFor: [decision], due }))).toEqual({ to: 'the reminder', when: 'in 1 h' });
  expect(nextJump(telling({ waitingFor: [decision, call], due }))?.to).toBe('the reminder of “Review”');
  expect(nextJump(telling({ waitingFor: [call], due: null }))).toBeNull();
});

test('an escalation names who is asked next', () => {
  const card = makeApproval({
    escalation: [
      { at: at(9), pools: ['editors'], people: [], keep: true, done: true },
      { at: at(14), pools: ['chief-editors'], people: ['Jon'], keep: true, done: false },
    ],
  });
  const due = { node: 'review', visit: 1, to: 'escalation', at: at(14) } as const;
  expect(nextJump(telling({ waitingFor: [decision], due }, [card]))).toEqual({
    to: 'chief editors and Jon are asked',
    when: 'in 4 h',
  });
});
