import { expect, test } from 'vitest';

import { holdMs } from '../../../shared/approval/hold.ts';
import { auditOf } from '../../../shared/audit/run-audit.ts';
import type { RunInput } from '../../../shared/run/input.ts';
import { replay } from '../../../shared/run/replay.ts';
import { ask, by, createLab, flow, info, people, set, t0 } from '../run/run-lab.ts';
import type { Lab } from '../run/run-lab.ts';

const hour = 3_600_000;
const place = { node: 'review', visit: 1 };
const owner = { ...place, actor: by('owner') };
const held: RunInput = { type: 'hold', ...owner, decision: 'approved', seen: null };

const program = flow(
  { review: ask({ timeout: '24h', onTimeout: 'decline', remind: ['1h'] }), yes: set({}) },
  ['go -> review', 'review.approved -> yes'],
);

/** Everything that can happen to a run, tried on a card that waits: a new kind of input does not compile without a line here. */
const ways: Record<RunInput['type'], (lab: Lab) => unknown> = {
  start: (lab) => lab.give({ type: 'start', info: info(program, {}) }),
  result: (lab) =>
    lab.give({
      type: 'result',
      ...place,
      attempt: 1,
      result: { ok: true, output: { decision: 'approved' } },
    }),
  tick: (lab) => lab.tick(t0 + 25 * hour),
  jump: (lab) => [lab.jump(), lab.jump(), lab.jump()],
  callback: (lab) => lab.callback('review', { decision: 'approved' }),
  decision: (lab) => lab.decideOn('review', 'approved'),
  hold: (lab) => [lab.give(held), lab.tick(t0 + holdMs)],
  undo: (lab) => [lab.give(held), lab.give({ type: 'undo', ...owner }), lab.tick(t0 + holdMs)],
  claim: (lab) => lab.give({ type: 'claim', ...owner, release: false }),
  reassign: (lab) => lab.give({ type: 'reassign', ...owner, pools: [], people: ['mara'] }),
  defer: (lab) => lab.give({ type: 'defer', ...owner, until: t0 + hour }),
  comment: (lab) => lab.give({ type: 'comment', ...owner, text: 'approved' }),
  cancel: (lab) => lab.give({ type: 'cancel', by: 'owner', reason: 'Stop.' }),
  recover: (lab) => lab.give({ type: 'recover', probes: [] }),
  answer: (lab) => lab.give({ type: 'answer', ...place, by: 'owner', answer: 'done', output: {} }),
  retry: (lab) => lab.give({ type: 'retry', by: 'owner', node: 'review', hash: program.hash, version: 1 }),
  edit: (lab) =>
    lab.give({ type: 'edit', ...place, by: 'owner', way: 'approved', output: { decision: 'approved' } }),
  skip: (lab) => lab.give({ type: 'skip', ...place, by: 'owner' }),
};

const evidence = ['approval.decided', 'approval.expired', 'approval.cancelled'];

test.each(Object.entries(ways))('no way past a card leaves the journal empty: %s', (_, go) => {
  for (const target of ['live', 'draft'] as const) {
    const lab = createLab(program, {
      info: { target, startedBy: 'owner' },
      world: { workspace: people },
    });
    go(lab);
    const kinds = lab.events.flatMap((event, index) =>
      auditOf(event, replay(lab.events.slice(0, index + 1)), 'session').map(({ kind }) => kind),
    );
    const isOver = lab.visit('review', 1).approval?.status !== 'pending';
    expect(kinds.filter((kind) => evidence.includes(kind))).toHaveLength(isOver ? 1 : 0);
    if (!isOver) expect(lab.current().visits.some(({ node }) => node === 'yes')).toBe(false);
  }
});

test('the ways past a card are these', () => {
  const past = Object.entries(ways).flatMap(([name, go]) => {
    const lab = createLab(program, {
      info: { target: 'draft', startedBy: 'owner' },
      world: { workspace: people },
    });
    go(lab);
    return lab.visit('review', 1).approval?.status === 'pending' ? [] : [name];
  });
  expect(past).toEqual(['tick', 'jump', 'decision', 'hold', 'cancel']);
});
