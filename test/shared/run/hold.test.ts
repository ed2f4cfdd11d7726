import { describe, expect, test } from 'vitest';

import { holdMs } from '../../../shared/approval/hold.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { nextDue } from '../../../shared/run/decide.ts';
import type { Actor, Decision, World } from '../../../shared/run/input.ts';
import { ask, createLab, flow, people, set, t0, typesOf } from './run-lab.ts';
import type { Lab } from './run-lab.ts';

const hour = 3_600_000;
const toast = (person: string): Actor => ({ person, via: 'toast' });
const place = { node: 'review', visit: 1 };

const program = (config: JsonObject = {}) =>
  flow(
    { review: ask({ assign: { pools: ['editors'] }, ...config }), yes: set({ by: '{{ steps.review.by }}' }) },
    ['go -> review', 'review.approved -> yes'],
  );
const open = (config: JsonObject = {}, draft = false): Lab =>
  createLab(program(config), {
    world: { workspace: people },
    ...(draft ? { info: { target: 'draft', startedBy: 'owner' } } : {}),
  });
const hold = (
  lab: Lab,
  person = 'mara',
  more: { decision?: string; seen?: string; world?: Partial<World> } = {},
): Decision =>
  lab.give(
    {
      type: 'hold',
      ...place,
      actor: toast(person),
      decision: more.decision ?? 'approved',
      seen: more.seen ?? null,
    },
    more.world === undefined ? {} : { world: more.world },
  );
const undo = (lab: Lab, person = 'mara'): Decision =>
  lab.give({ type: 'undo', ...place, actor: toast(person) });
const card = (lab: Lab) => lab.visit('review').approval;

describe('a decision that is held', () => {
  test('does nothing for ten seconds, then counts as if it were pressed on the card', () => {
    const lab = open();
    expect(typesOf(hold(lab))).toEqual(['approval.held']);
    expect([card(lab)?.status, nextDue(program(), lab.current())]).toEqual(['pending', t0 + holdMs]);
    expect(typesOf(lab.tick(t0 + holdMs - 1))).toEqual([]);
    expect(typesOf(lab.tick(t0 + holdMs))).toEqual([
      'approval.voice',
      'approval.decided',
      'step.succeeded',
      'run.ended',
    ]);
    expect(card(lab)).toMatchObject({
      status: 'approved',
      held: null,
      decided: { by: 'mara', via: 'toast', who: 'Mara' },
    });
    expect(typesOf(lab.tick(t0 + hour))).toEqual([]);
    lab.expectReplay();
  });

  test('is undone by who pressed or by who could decide, and by nobody else', () => {
    const lab = open();
    hold(lab);
    expect(undo(lab, 'owner').refused).toMatchObject({ code: 'forbidden' });
    expect(typesOf(undo(lab))).toEqual(['approval.undone']);
    expect([card(lab)?.held, nextDue(program(), lab.current())]).toEqual([null, null]);
    hold(lab);
    expect(typesOf(undo(lab, 'jon'))).toEqual(['approval.undone']);
    expect(undo(lab).refused).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('nothing to undo'),
    });
    lab.tick(t0 + hour);
    expect(card(lab)?.status).toBe('pending');
    lab.expectReplay();
  });

  test('that counts already is not undone: who decided is said', () => {
    const lab = open();
    hold(lab);
    lab.tick(t0 + holdMs);
    expect(undo(lab).refused).toMatchObject({
      code: 'already_decided',
      message: expect.stringContaining('Already decided by Mara'),
    });
  });

  test('gives way to whoever decides on the card meanwhile', () => {
    const lab = open();
    hold(lab);
    expect(
      typesOf(lab.decideOn('review', 'declined', { actor: { person: 'jon', via: 'window' } })),
    ).toContain('approval.decided');
    expect(typesOf(lab.tick(t0 + holdMs))).toEqual([]);
    expect(card(lab)).toMatchObject({ status: 'declined', held: null, decided: { by: 'jon' } });
    expect(hold(lab).refused).toMatchObject({
      code: 'already_decided',
      message: expect.stringContaining('Jon'),
    });
  });

  test('pressed twice is pressed once; somebody else is told that it is on its way', () => {
    const lab = open();
    hold(lab);
    lab.at = t0 + 4000;
    expect(hold(lab)).toEqual({ events: [], refused: null });
    expect(card(lab)?.held?.until).toBe(t0 + holdMs);
    expect(hold(lab, 'jon').refused).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Mara'),
    });
  });

  test.each<[string, (lab: Lab) => unknown, Partial<World>, string]>([
    [
      'who pressed has left the pool',
      () => undefined,
      { workspace: { ...people, pools: { ...people.pools, editors: ['jon'] } } },
      'is not among them',
    ],
    [
      'the card was handed to somebody else',
      (lab) => lab.give({ type: 'reassign', ...place, actor: toast('mara'), pools: [], people: ['ann'] }),
      {},
      'is not among them',
    ],
  ])('is asked once more when it would count: %s', (_, before, world, why) => {
    const lab = open();
    hold(lab);
    before(lab);
    lab.at = t0 + holdMs;
    expect(typesOf(lab.give({ type: 'tick' }, { world }))).toContain('approval.undone');
    const undone = lab.events.findLast(({ type }) => type === 'approval.undone');
    expect(undone?.data).toMatchObject({ by: 'timer', of: 'mara', reason: expect.stringContaining(why) });
    expect(card(lab)).toMatchObject({ status: 'pending', held: null });
    lab.expectReplay();
  });

  test('of a card that an edit has changed meanwhile does not count for the new values', () => {
    const lab = open({ quorum: 2, editable: { amount: { type: 'number', value: 5 } } });
    hold(lab, 'mara', { seen: card(lab)?.cardHash ?? '' });
    lab.decideOn('review', 'approved', { actor: { person: 'jon', via: 'window' }, values: { amount: 9 } });
    lab.tick(t0 + holdMs);
    expect(lab.events.findLast(({ type }) => type === 'approval.undone')?.data).toMatchObject({
      reason: expect.stringContaining('changed'),
    });
    expect(card(lab)?.voices.map(({ by }) => by)).toEqual(['jon']);
  });

  test('in time counts in time: before the deadline, also when the host comes to both late', () => {
    for (const late of [0, hour]) {
      const lab = open({ timeout: '1h', onTimeout: 'decline' });
      lab.at = t0 + hour - 3000;
      hold(lab);
      expect(card(lab)?.held?.until).toBe(t0 + hour - 1);
      lab.tick(t0 + hour + late);
      expect(card(lab)).toMatchObject({ status: 'approved', decided: { by: 'mara' } });
    }
  });

  test('is refused like any decision: by strangers, without a comment that is needed, on another card than was seen', () => {
    expect(hold(open(), 'owner').refused).toMatchObject({ code: 'forbidden' });
    expect(hold(open({ require: { comment: 'always' } })).refused).toMatchObject({
      code: 'comment_required',
    });
    expect(hold(open(), 'mara', { decision: 'declined' }).refused).toMatchObject({
      code: 'comment_required',
    });
    expect(hold(open(), 'mara', { seen: 'f'.repeat(64) }).refused).toMatchObject({ code: 'card_changed' });
    expect(hold(open(), 'mara', { decision: 'changes' }).refused).toMatchObject({ code: 'not_offered' });
  });

  test('goes with the run that is cancelled', () => {
    const lab = open();
    hold(lab);
    lab.give({ type: 'cancel', by: 'owner', reason: 'No longer needed.' });
    expect(card(lab)).toMatchObject({ status: 'cancelled', held: null });
    expect(nextDue(program(), lab.current())).toBeNull();
  });

  test('in a draft is reached by a jump', () => {
    const lab = open({}, true);
    hold(lab, 'owner');
    expect(typesOf(lab.jump())).toEqual(expect.arrayContaining(['clock.jumped', 'approval.decided']));
    expect(card(lab)?.status).toBe('approved');
  });
});
