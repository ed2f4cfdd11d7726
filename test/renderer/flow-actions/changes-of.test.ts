import { expect, test } from 'vitest';
import { changesOf } from '../../../renderer/flow-actions/connection/typed-connection.ts';

const existing = { settings: { baseUrl: 'https://a.example', user: 'mara' }, secrets: ['password'] };
const typed = (settings: Record<string, string>, secrets: Record<string, string> = {}) => ({
  kind: 'http' as const,
  settings,
  secrets,
  isKept: () => false,
  change: 0,
  setting: () => undefined,
  secret: () => undefined,
  put: () => undefined,
  restart: () => undefined,
});

test('what was not touched is not sent, so that a kept secret stays', () => {
  expect(changesOf(typed(existing.settings), existing)).toEqual({ settings: {}, secrets: {} });
});

test('what is emptied is taken away, and only kept secrets can be', () => {
  const emptied = typed({ baseUrl: ' https://a.example ', user: '' }, { password: '', token: '' });
  expect(changesOf(emptied, existing)).toEqual({ settings: { user: '' }, secrets: { password: '' } });
});

test('a form that began anew takes away what it does not have any more', () => {
  expect(changesOf(typed({ baseUrl: 'https://b.example' }, { token: 'new' }), existing)).toEqual({
    settings: { baseUrl: 'https://b.example', user: '' },
    secrets: { token: 'new' },
  });
});
