import { expect, test } from 'vitest';
import type { Names } from '../../../renderer/api/names.ts';
import { standing, type Run } from '../../../renderer/run-parts/run-words.ts';
import type { Approval } from '../../../shared/approval/view-schema.ts';
import { makeApproval } from '../card/make-approval.ts';

/** Times are those of the reader: the test reads them in its own zone. */
const at = (hour: number): string => new Date(2026, 2, 9, hour, 0).toISOString();
const now = Date.parse(at(10));

const names: Names = {
  person: (id) => id,
  pool: (id) => id.replaceAll('-', ' '),
  flow: (id) => id,
  isMe: () => false,
};

const run = (more: Partial<Run> = {}): Run => ({
  id: 'run-1',
  flow: 'letter',
  version: 1,
  firstVersion: 1,
  target: 'live',
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
  waitingFor: [],
  due: null,
  clockAheadMs: 0,
  ...more,
});

const told = (of: Partial<Run>, cards: Approval[] = []): string =>
  standing({ run: run(of), cards, names, step: (node) => (node === 'publish' ? 'Publish' : node), now });

test('a waiting run says for whom, since when, and what happens next', () => {
  const card = makeApproval({
    createdAt: at(9),
    deadline: at(19),
    onTimeout: 'decline',
    reminders: [
      { at: at(9), done: true },
      { at: at(11), done: false },
    ],
    escalation: [{ at: at(17), pools: ['chief-editors'], people: [], keep: true, done: false }],
    next: {
      timeout: [
        'no answer after 8 h: goes to chief editors as well',
        'no answer after 10 h: ends as declined',
      ],
    },
  });
  expect(
    told({ waitingFor: [{ kind: 'approval', node: 'review', visit: 1, approval: card.id }] }, [card]),
  ).toBe(
    'Waiting for editors since 09:00. Reminder 11:00, chief editors 17:00, then ends as declined at 19:00.',
  );
});

test('where several must agree it says who has', () => {
  const card = makeApproval({ createdAt: at(9), quorum: 2, agreed: ['Mara'] });
  expect(
    told({ waitingFor: [{ kind: 'approval', node: 'review', visit: 1, approval: card.id }] }, [card]),
  ).toBe('Waiting for editors since 09:00. 1 of 2 agreed: Mara. No time limit.');
});

test('a wait for the other side and a doubt each have their sentence', () => {
  expect(
    told({
      waitingFor: [
        { kind: 'callback', node: 'hold', visit: 1, since: at(9), until: at(15) },
        { kind: 'unknown', node: 'publish', visit: 1 },
      ],
    }),
  ).toBe(
    'Waiting at “hold” to be called back since 09:00, until 15:00. Nobody knows whether “Publish” happened; a person has to look.',
  );
});

test('a failure names the step as people know it', () => {
  expect(
    told({
      status: 'failed',
      endedAt: at(10),
      outcome: { node: 'publish', message: 'publish failed: No paper.' },
    }),
  ).toBe('Failed after 1 h. “Publish” failed: No paper.');
});
