import { describe, expect, test } from 'vitest';

import { messageActions } from '../../../shared/approval/message-actions.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { ApprovalState } from '../../../shared/run/state.ts';
import { approvalOf, cardOf, draftInfo, noon, people } from './make.ts';

const simple: JsonObject = { tier: 1, require: { comment: 'never' } };
const of = (config: JsonObject, more: Partial<ApprovalState> = {}, draft = false) =>
  messageActions(approvalOf(cardOf(config, draft ? { info: draftInfo } : {}), more), people);
const held = { decision: 'approved', via: 'toast', seen: null, at: noon, until: noon + 10_000 } as const;

describe('the buttons of a message', () => {
  test.each<[string, JsonObject, string[]]>([
    ['nothing else is needed', {}, ['approve', 'decline']],
    ['declining needs a comment', { require: { comment: 'on-decline' } }, ['approve', 'decline-open']],
    ['the flow says nothing about comments', { require: {} }, ['approve', 'decline-open']],
    ['every decision needs a comment', { require: { comment: 'always' } }, []],
    ['evidence has to be opened', { require: { comment: 'never', open: ['Change'] } }, []],
    ['two people must agree', { quorum: 2 }, []],
    ['it is of tier 2', { tier: 2 }, []],
    ['it is of tier 3', { tier: 3 }, []],
    ['no policy says its tier', { tier: 'auto' }, []],
    ['a value may be changed', { editable: { n: { type: 'number', value: 4 } } }, ['approve', 'decline']],
    ['a value has to be changed', { editable: { n: { type: 'number', value: 'x' } } }, ['decline']],
    ['a value is over its bound', { editable: { n: { type: 'number', value: 9, max: 5 } } }, ['decline']],
  ])('where %s', (_, config, buttons) => {
    const show = [{ label: 'Change', kind: 'diff', before: 'a', after: 'b' }];
    expect(of({ ...simple, show, ...config })).toEqual(buttons);
  });

  test('are there on a draft for who started it, and for nobody else', () => {
    expect(of(simple, {}, true)).toEqual(['approve', 'decline']);
    const card = cardOf(simple, { info: { ...draftInfo, startedBy: 'mara' } });
    expect(messageActions(approvalOf(card), people)).toEqual([]);
  });

  test('become “Undo” for who pressed, and go for everybody once it is decided', () => {
    expect(of(simple, { held: { ...held, by: 'owner' } })).toEqual(['undo']);
    expect(of(simple, { held: { ...held, by: 'mara' } })).toEqual([]);
    for (const status of ['approved', 'declined', 'expired', 'cancelled', 'voided'] as const)
      expect(of(simple, { status })).toEqual([]);
  });
});
