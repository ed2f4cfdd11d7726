import { describe, expect, test } from 'vitest';

import { cardHash } from '../../../shared/approval/card.ts';
import type { Card } from '../../../shared/approval/proposal.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { cardOf, definitionOf, hour, info, noon } from './make.ts';

describe('a card', () => {
  test('has the defaults of the contract', () => {
    const card = cardOf();
    expect(card).toMatchObject({
      id: 'run-1.review.1',
      title: 'Review',
      quorum: 1,
      veto: true,
      require: { comment: 'on-decline', open: [] },
      notify: { via: ['desktop'], outcome: [] },
      remindMs: [],
      escalate: [],
      onTimeout: 'port',
      undoMs: null,
      offersChanges: true,
      draft: false,
      requesterUnknown: false,
      createdAt: noon,
      deadline: noon + 24 * hour,
    });
  });

  test.each([
    ['auto is 2 while no policy is released', {}, 2, 'no policy released'],
    ['auto is 3 where more than one must agree', { quorum: 2 }, 3, 'no policy released'],
    ['a fixed 0 is honoured', { tier: 0 }, 0, 'fixed by the flow'],
    ['a fixed 1 is honoured whatever the number', { tier: 1, quorum: 3 }, 1, 'fixed by the flow'],
  ] as [string, JsonObject, number, string][])('tier: %s', (_name, config, tier, rule) => {
    const card = cardOf(config);
    expect([card.tier, card.rule]).toEqual([tier, rule]);
  });

  test('asks the owner where nobody is named', () => {
    expect(cardOf().assign).toEqual({ pools: [], people: ['owner'], exclude: [] });
  });

  test('knows people by id or by mail address, and keeps a stranger as written', () => {
    expect(cardOf({ assign: { people: ['jon', 'mara@EXAMPLE.org', 'who@else.org'] } }).assign.people).toEqual(
      ['jon', 'mara', 'who@else.org'],
    );
  });

  test('resolves who may not decide to people', () => {
    const earlier = [
      entry('manager', 'approved', 'jon'),
      entry('manager', 'declined', 'ann'),
      entry('gate', 'approved', 'timer'),
      entry('review', 'approved', 'mara'),
    ];
    const card = cardOf({ assign: { exclude: ['requester', 'author', 'previous'] } }, { earlier });
    expect(card.assign.exclude).toEqual([
      { rule: 'requester', person: 'owner' },
      { rule: 'author', person: 'eve' },
      { rule: 'previous', person: 'jon' },
    ]);
  });

  test('with an excluded requester nobody knows, says so and needs one more', () => {
    const unknown = { info: { ...info, requester: null } };
    expect(cardOf({ assign: { exclude: ['requester'] } }, unknown)).toMatchObject({
      requesterUnknown: true,
      quorum: 2,
    });
    expect(cardOf({}, unknown)).toMatchObject({ requesterUnknown: false, quorum: 1 });
  });

  test('says what will happen, and says unknown where nothing is known', () => {
    const proposal = { action: 'Publish', target: 'tides', affects: { count: 'unknown' } };
    const card = cardOf({ proposal });
    expect(card.title).toBe('Publish: tides');
    expect(card.proposal).toEqual({
      action: 'Publish',
      target: 'tides',
      reason: null,
      values: {},
      affects: { count: 'unknown', list: null },
    });
  });

  test('keeps its title on one line of readable length', () => {
    const { title } = cardOf({ title: `Publish\n  “Tides” ${'x'.repeat(400)}` });
    expect(title.startsWith('Publish “Tides” xxx')).toBe(true);
    expect(title).toHaveLength(200);
  });

  test('plans reminders and rungs in the order they come, in milliseconds', () => {
    const card = cardOf({
      remind: ['4h', '1h30m'],
      escalate: [
        { after: '8h', to: { pools: ['chief-editors'] }, keep: false },
        { after: '30m', to: { people: ['eve'] } },
      ],
      timeout: 'none',
    });
    expect(card.deadline).toBeNull();
    expect(card.remindMs).toEqual([1.5 * hour, 4 * hour]);
    expect(card.escalate).toEqual([
      { afterMs: hour / 2, pools: [], people: ['eve'], keep: true },
      { afterMs: 8 * hour, pools: ['chief-editors'], people: [], keep: false },
    ]);
  });

  test('carries evidence, editable fields apart from their values, and labelled alternatives', () => {
    const card = cardOf({
      show: [
        { label: 'Draft', kind: 'markdown', value: '# Tides' },
        { label: 'Change', kind: 'diff', before: 'a', after: 'b' },
      ],
      editable: { amount: { type: 'number', value: 12, max: 5000 } },
      alternatives: [{ name: 'first-five', label: 'Publish to 5 % first' }, { name: 'pilot' }],
    });
    expect(card.show).toEqual([
      { label: 'Draft', kind: 'markdown', value: '# Tides' },
      { label: 'Change', kind: 'diff', before: 'a', after: 'b' },
    ]);
    expect(card.editable).toEqual({ amount: { field: { type: 'number', max: 5000 }, value: 12 } });
    expect(card.alternatives).toEqual([
      { name: 'first-five', label: 'Publish to 5 % first' },
      { name: 'pilot', label: 'Pilot' },
    ]);
  });

  test('offers changes only where they lead somewhere', () => {
    const definition = definitionOf(
      { review: { kind: 'approval', config: { timeout: 'none' } }, over: { kind: 'end' } },
      ['start -> review', 'review.approved -> over'],
    );
    expect(cardOf({}, { definition }).offersChanges).toBe(false);
  });
});

describe('the hash of a card', () => {
  const config = {
    proposal: {
      action: 'Pay',
      target: 'Acme',
      reason: 'Invoice 7',
      values: { amount: 40 },
      affects: { count: 1, list: ['Acme'] },
    },
    show: [{ label: 'Invoice', kind: 'text', value: '40 EUR' }],
    editable: { amount: { type: 'number', value: 40 } },
    assign: { pools: ['editors'] },
  };
  const card = cardOf(config);

  test('does not depend on when it was asked, or on what the buttons say they do', () => {
    const later = cardOf(config, { at: noon + hour });
    expect(cardHash(later)).toBe(cardHash(card));
    expect(cardHash({ ...card, next: { approved: ['something else'] } })).toBe(cardHash(card));
  });

  test('does not depend on what steps are called on the canvas', () => {
    const drawn = (name: string) =>
      definitionOf(
        {
          review: { kind: 'approval', name, note: name, config: { timeout: 'none' } },
          publish: { kind: 'http', name, config: { connection: 'cms', method: 'POST', path: '/' } },
        },
        ['start -> review', 'review.approved -> publish'],
      );
    const [one, other] = ['A gate', 'Another gate'].map((name) => cardOf({}, { definition: drawn(name) }));
    expect(one && cardHash(one)).toBe(other && cardHash(other));
  });

  test.each([
    ['action', { proposal: { ...card.proposal, action: 'Pay twice' } }],
    ['target', { proposal: { ...card.proposal, target: 'Acme Ltd' } }],
    ['reason', { proposal: { ...card.proposal, reason: null } }],
    ['a value', { proposal: { ...card.proposal, values: { amount: 41 } } }],
    ['an added value', { proposal: { ...card.proposal, values: { amount: 40, fee: 0 } } }],
    ['who is affected', { proposal: { ...card.proposal, affects: { count: 1, list: ['Acme', 'Bolt'] } } }],
    ['evidence', { show: [{ label: 'Invoice', kind: 'text', value: '41 EUR' }] }],
    ['an editable value', { editable: { amount: { field: { type: 'number' }, value: 41 } } }],
    ['who may decide', { assign: { ...card.assign, pools: ['chief-editors'] } }],
    ['how many must agree', { quorum: 2 }],
    ['the run', { run: 'run-2' }],
    ['the round', { visit: 2 }],
    ['the release', { version: 2 }],
    ['what silence means', { onTimeout: 'decline' }],
  ] as [string, Partial<Card>][])('changes with %s', (_name, change) => {
    expect(cardHash({ ...card, ...change })).not.toBe(cardHash(card));
  });
});

function entry(node: string, decision: string, by: string): Card['earlier'][number] {
  return { node, title: node, decision, by, comment: null, at: noon - hour };
}
