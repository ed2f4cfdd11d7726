import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { invalidate } from '../../../renderer/api/invalidate.ts';

function asked(...keys: [string, object][]): { queries: QueryClient; old: () => string[] } {
  const queries = new QueryClient();
  for (const key of keys) queries.setQueryData(key, 'answer');
  const old = (): string[] =>
    queries
      .getQueryCache()
      .getAll()
      .filter(({ state }) => state.isInvalidated)
      .map(({ queryKey }) => JSON.stringify(queryKey));
  return { queries, old };
}

test('a decision makes the run, its card and every list of cards old, and leaves other runs alone', () => {
  const { queries, old } = asked(
    ['runs.get', { id: 'r1' }],
    ['runs.get', { id: 'r2' }],
    ['approvals.get', { id: 'r1.ask.1' }],
    ['approvals.get', { id: 'r2.ask.1' }],
    ['approvals.list', { status: 'pending' }],
    ['workspace.get', {}],
  );
  void invalidate(queries, [
    {
      type: 'run',
      run: 'r1',
      flow: 'f',
      status: 'running',
      events: ['approval.decided'],
      approvals: ['r1.ask.1'],
    },
  ]);
  expect(old()).toEqual([
    '["runs.get",{"id":"r1"}]',
    '["approvals.get",{"id":"r1.ask.1"}]',
    '["approvals.list",{"status":"pending"}]',
  ]);
});

test('after a gap that was too long everything is asked again', () => {
  const { queries, old } = asked(['runs.get', { id: 'r1' }], ['workspace.get', {}]);
  void invalidate(queries, [{ type: 'reset' }]);
  expect(old()).toHaveLength(2);
});
