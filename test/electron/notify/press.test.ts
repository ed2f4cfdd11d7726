import { describe, expect, test } from 'vitest';
import type { Press, Toast } from '../../../electron/notify/desktop.ts';
import { createPress } from '../../../electron/notify/press.ts';
import { AppError } from '../../../shared/errors.ts';

const id = 'run.review.1';

function pressing(answers: Record<string, () => Promise<unknown>> = {}) {
  const calls: [string, unknown][] = [];
  const opened: (string | undefined)[] = [];
  const told: Toast[] = [];
  const press = createPress({
    call: async (name, input) => {
      calls.push([name, input]);
      const answer = answers[name];
      return answer === undefined ? { title: 'Pay Acme' } : answer();
    },
    open: (path) => opened.push(path),
    tell: async (toast) => void told.push(toast),
    log: () => undefined,
  });
  return {
    calls,
    opened,
    told,
    press: (action: string, more: Partial<Press> = {}) => press({ id, action, seen: 'hash', ...more }),
  };
}

describe('a press on a message', () => {
  test.each<[string, Partial<Press>, [string, unknown]]>([
    ['approve', {}, ['approvals.hold', { id, decision: 'approved', seen: 'hash' }]],
    ['decline', {}, ['approvals.decide', { id, decision: 'declined', seen: 'hash', comment: null }]],
    ['undo', { seen: null }, ['approvals.undo', { id }]],
    ['reply', { seen: null, text: 'Why now?' }, ['approvals.comment', { id, comment: 'Why now?' }]],
  ])('on “%s” reaches the same call as the card', async (action, more, call) => {
    const { calls, opened, press } = pressing();
    await press(action, more);
    expect([calls, opened]).toEqual([[call], []]);
  });

  test.each<[string, Partial<Press>, string | undefined]>([
    ['open', {}, `/inbox/${id}`],
    ['decline-open', {}, `/inbox/${id}?decide=declined`],
    // Nobody remembers what it looked like: the card is looked at first.
    ['approve', { seen: null }, `/inbox/${id}`],
    ['decline', { seen: null }, `/inbox/${id}`],
    ['reply', { text: ' ' }, `/inbox/${id}`],
    ['open', { id: 'waiting' }, '/inbox'],
    ['open', { id: 'step:1' }, undefined],
    ['open', { id: 'test' }, undefined],
    ['open', { id: `note:${id}` }, `/inbox/${id}`],
  ])('on “%s” (%j) opens and decides nothing', async (action, more, path) => {
    const { calls, opened, press } = pressing();
    await press(action, more);
    expect([calls, opened]).toEqual([[], [path]]);
  });

  test('twice while the first is on its way is once', async () => {
    const { calls, press } = pressing();
    await Promise.all([press('approve'), press('approve')]);
    expect(calls).toHaveLength(1);
  });

  test('that came late says who decided and when, by this computer’s clock', async () => {
    const at = new Date(2026, 2, 9, 15, 4);
    const details = [{ decision: 'approved', by: 'mara', name: 'Mara', at: at.toISOString(), via: 'window' }];
    const late = new AppError('already_decided', 'Already decided by Mara at 14:04 UTC: approved.', {
      details,
    });
    const { told, press } = pressing({ 'approvals.hold': () => Promise.reject(late) });
    await press('approve');
    expect(told).toMatchObject([
      { id: `note:${id}`, title: 'Pay Acme', body: 'Already decided by Mara at 15:04. Nothing was changed.' },
    ]);
  });

  test('on a card that changed, or on a host that fails, explains and never acts', async () => {
    const changed = new AppError('card_changed', 'The card has changed.', { fix: 'Look at it again.' });
    const stale = pressing({ 'approvals.hold': () => Promise.reject(changed) });
    await stale.press('approve');
    expect(stale.told.map(({ body }) => body)).toEqual(['The card has changed.\nLook at it again.']);
    const broken = pressing({
      'approvals.undo': () => Promise.reject(new Error('EPIPE')),
      'approvals.get': () => Promise.reject(new Error('EPIPE')),
    });
    await broken.press('undo');
    expect(broken.told).toMatchObject([
      { title: 'Nothing was changed', body: expect.stringContaining('Open the card') },
    ]);
  });
});
