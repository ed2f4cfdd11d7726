import { describe, expect, test } from 'vitest';

import type { Json, JsonObject } from '../../../shared/json.ts';
import { nextDue } from '../../../shared/run/decide.ts';
import type { RunInput } from '../../../shared/run/input.ts';
import { ask, by, createLab, flow, people, set, t0, typesOf } from './run-lab.ts';
import type { Lab } from './run-lab.ts';

const hour = 3_600_000;
const workspace = people;

const review = (config: JsonObject = {}) => {
  const nodes = {
    review: ask({ title: 'Publish “{{ trigger.body.title }}”', assign: { pools: ['editors'] }, ...config }),
    yes: set({
      who: '{{ steps.review.by }}',
      values: '{{ steps.review.values }}',
      edits: '{{ steps.review.edits }}',
    }),
    no: set({ why: '{{ steps.review.comment }}' }),
    late: set({ decision: '{{ steps.review.decision }}' }),
  };
  return flow(nodes, [
    'go -> review',
    'review.approved -> yes',
    'review.declined -> no',
    'review.timeout -> late',
  ]);
};

const open = (config: JsonObject = {}): Lab =>
  createLab(review(config), { payload: { body: { title: 'Tides', amount: 5 } }, world: { workspace } });

describe('an approval', () => {
  test('asks with a frozen card and goes on by the port of the decision', () => {
    const lab = open({
      editable: { amount: { type: 'number', value: '{{ trigger.body.amount }}', max: 10 } },
    });
    expect(lab.status).toBe('waiting');
    expect(lab.visit('review').approval).toMatchObject({
      status: 'pending',
      card: { id: 'run-1.review.1', title: 'Publish “Tides”', tier: 2, deadline: null },
    });
    const decision = lab.decideOn('review', 'approved', { actor: by('mara'), values: { amount: 7 } });
    expect(typesOf(decision)).toEqual(['approval.voice', 'approval.decided', 'step.succeeded', 'run.ended']);
    expect(lab.visit('yes')).toMatchObject({
      output: { who: 'mara', values: { amount: 7 }, edits: [{ op: 'replace', path: '/amount', value: 7 }] },
    });
    expect(lab.visit('review')).toMatchObject({
      status: 'succeeded',
      port: 'approved',
      approval: { status: 'approved' },
    });
    lab.expectReplay();
  });

  test('the first valid decision wins; later ones are told and change nothing', () => {
    const lab = open();
    lab.decideOn('review', 'approved', { actor: by('mara') });
    const late = lab.decideOn('review', 'declined', { actor: by('jon') });
    expect(late.events).toEqual([]);
    expect(late.refused).toMatchObject({ code: 'already_decided' });
    expect(late.refused?.message).toContain('Mara');
  });

  test('who is not asked is refused, and nothing is written', () => {
    const lab = open();
    expect(lab.decideOn('review', 'approved', { actor: by('stranger') }).refused).toMatchObject({
      code: 'forbidden',
    });
    expect(lab.status).toBe('waiting');
  });

  test('an unwired declined ends the run as declined, with the reason', () => {
    const program = flow({ review: ask(), yes: set({}) }, ['go -> review', 'review.approved -> yes']);
    const lab = createLab(program);
    lab.decideOn('review', 'declined', { comment: 'not now' });
    expect(lab.current()).toMatchObject({
      status: 'declined',
      outcome: { node: 'review', message: '“Review” was declined by Owner: not now' },
    });
  });

  test('an alternative is a port of its own, an open approved ends its branch', () => {
    const nodes = { review: ask({ alternatives: [{ name: 'pilot', label: 'To 5 % first' }] }), few: set({}) };
    const program = flow(nodes, ['go -> review', 'review.pilot -> few']);
    const pilot = createLab(program);
    pilot.decideOn('review', 'pilot');
    expect(pilot.path()).toEqual(['go done', 'review pilot', 'few done']);
    const all = createLab(program);
    all.decideOn('review', 'approved');
    expect(all.status).toBe('succeeded');
  });

  test('a quorum counts distinct people and decides with the last of them', () => {
    const lab = open({ quorum: 2 });
    lab.decideOn('review', 'approved', { actor: by('mara') });
    expect(lab.status).toBe('waiting');
    expect(lab.decideOn('review', 'approved', { actor: by('mara') }).refused).toMatchObject({
      code: 'conflict',
    });
    lab.decideOn('review', 'approved', { actor: by('jon') });
    expect(lab.visit('yes')).toMatchObject({ output: { who: 'jon' } });
    lab.expectReplay();
  });

  test('tier 0 passes by itself and leaves a record', () => {
    const lab = open({ tier: 0 });
    expect(lab.events.map(({ type }) => type)).toEqual([
      'run.started',
      'step.succeeded',
      'approval.requested',
      'approval.decided',
      'step.succeeded',
      'run.ended',
    ]);
    expect(lab.visit('yes')).toMatchObject({ output: { who: 'policy' } });
  });

  test('claim, hand-over, putting off and comments are kept with the card', () => {
    const lab = open();
    const ref = { node: 'review', visit: 1, actor: by('mara') };
    const inputs: RunInput[] = [
      { type: 'claim', release: false, ...ref },
      { type: 'comment', text: 'Which source?', ...ref },
      { type: 'defer', until: t0 + hour, ...ref },
      { type: 'claim', release: true, ...ref },
      { type: 'reassign', pools: ['chiefs'], people: [], ...ref },
    ];
    for (const input of inputs) expect(lab.give(input).refused).toBeNull();
    expect(lab.visit('review').approval).toMatchObject({
      claimedBy: null,
      deferredUntil: t0 + hour,
      comments: [{ by: 'mara', text: 'Which source?' }],
      assign: { pools: ['chiefs'] },
    });
    expect(lab.decideOn('review', 'approved', { actor: by('mara') }).refused).toMatchObject({
      code: 'forbidden',
    });
    expect(lab.decideOn('review', 'approved', { actor: by('ann') }).refused).toBeNull();
    lab.expectReplay();
  });
});

describe('time and an approval', () => {
  test('around the deadline: a millisecond before counts, the instant itself and later do not; one outcome each', () => {
    for (const [offset, isHeard] of [
      [-1, true],
      [0, false],
      [1, false],
    ] as const) {
      for (const isTickedFirst of [false, true]) {
        const lab = open({ timeout: '24h' });
        lab.at = t0 + 24 * hour + offset;
        if (isTickedFirst) lab.tick();
        const { refused } = lab.decideOn('review', 'approved', { actor: by('mara') });
        expect(refused === null).toBe(isHeard);
        if (refused !== null) expect(refused.code).toBe('expired');
        lab.tick();
        lab.tick(t0 + 48 * hour);
        expect(lab.path().slice(1)).toEqual(
          isHeard ? ['review approved', 'yes done'] : ['review timeout', 'late done'],
        );
        expect(lab.events.filter(({ type }) => type === 'approval.decided')).toHaveLength(1);
        lab.expectReplay();
      }
    }
  });

  test('reminders, escalation and the deadline come in their order, each once, and none early', () => {
    const lab = open({
      timeout: '24h',
      remind: ['1h', '4h'],
      escalate: [{ after: '8h', to: { pools: ['chiefs'] }, keep: false }],
    });
    const program = review();
    const seen: [number, string[]][] = [];
    for (let due = nextDue(program, lab.current()); due !== null; due = nextDue(program, lab.current())) {
      expect(typesOf(lab.tick(due - 1))).toEqual([]);
      seen.push([(due - t0) / hour, typesOf(lab.tick(due))]);
      if (seen.length === 3) {
        expect(lab.decideOn('review', 'approved', { actor: by('mara') }).refused).toMatchObject({
          code: 'forbidden',
        });
      }
    }
    expect(seen).toEqual([
      [1, ['approval.reminded']],
      [4, ['approval.reminded']],
      [8, ['approval.escalated']],
      [24, ['approval.decided', 'step.succeeded', 'run.ended']],
    ]);
    expect(lab.visit('late')).toMatchObject({ output: { decision: 'timeout' } });
    lab.expectReplay();
  });

  test('a deadline may decline: through the same door, by the timer', () => {
    const lab = open({ timeout: '2h', onTimeout: 'decline' });
    lab.tick(t0 + 2 * hour);
    expect(lab.path()).toEqual(['go done', 'review declined', 'no done']);
    expect(lab.visit('review').approval?.decided).toMatchObject({
      by: 'timer',
      via: 'timer',
      decision: 'declined',
    });
  });

  test('only tier 0 and 1 may be approved by a deadline', () => {
    const lab = open({ timeout: '2h', onTimeout: 'approve', tier: 1 });
    lab.tick(t0 + 2 * hour);
    expect(lab.path()).toEqual(['go done', 'review approved', 'yes done']);
  });
});

describe('approvals in loops', () => {
  test('the same approval in a loop of 50 and two more after it: each asks once, with a card of its own', () => {
    const nodes = {
      review: { ...ask(), visits: 60 },
      again: { kind: 'branch', config: { cases: [{ name: 'more', when: 'steps.count.n < 50' }] } },
      count: set({ n: '{{ default(steps.count.n, 0) + 1 }}' }),
      second: ask(),
      third: ask(),
    };
    const program = flow(nodes, [
      'go -> count',
      'count -> review',
      'review.approved -> again',
      'again.more -> count',
      'again.else -> second',
      'second.approved -> third',
    ]);
    const lab = createLab(program);
    for (let n = 1; n <= 50; n++) {
      expect(lab.visit('review').visit).toBe(n);
      expect(lab.visit('review').approval?.card.earlier).toHaveLength(n - 1);
      expect(lab.decideOn('review', 'approved').refused).toBeNull();
      expect(lab.decideOn('review', 'approved', { visit: n }).refused).toMatchObject(
        n < 51 ? { code: 'already_decided' } : {},
      );
    }
    expect(lab.current().visits.filter(({ node }) => node === 'review')).toHaveLength(50);
    lab.decideOn('second', 'approved');
    expect(lab.status).toBe('waiting');
    lab.decideOn('third', 'approved');
    expect(lab.status).toBe('succeeded');
    const ids = lab.events.flatMap((event): Json[] =>
      event.type === 'approval.requested' ? [event.data.card.id] : [],
    );
    expect(new Set(ids).size).toBe(52);
    lab.expectReplay();
  });
});
