import { describe, expect, test } from 'vitest';

import { ask, createLab, flow, get, join, set, typesOf } from './run-lab.ts';

const three = ['go -> a', 'go -> b', 'go -> c', 'a -> meet', 'b -> meet', 'c -> meet', 'meet -> after'];
const after = set({ arrived: '{{ steps.meet.arrived }}' });

describe('join: count', () => {
  test('fires on the n-th and absorbs the rest', () => {
    const lab = createLab(flow({ a: get(), b: get(), c: get(), meet: join(2), after }, three));
    lab.ok('c');
    expect(lab.status).toBe('running');
    lab.ok('a');
    expect(lab.visit('after')).toMatchObject({ output: { arrived: ['c', 'a'] } });
    expect(lab.status).toBe('running');
    expect(typesOf(lab.ok('b'))).toEqual(['step.succeeded', 'token.absorbed', 'run.ended']);
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('what follows from a late branch is absorbed as well, however long its way is', () => {
    const program = flow({ a: get(), b: get(), far: get(), farther: ask(), meet: join(1), after }, [
      'go -> a',
      'go -> b',
      'b -> far',
      'far -> farther',
      'farther.approved -> meet',
      'a -> meet',
      'meet -> after',
    ]);
    const lab = createLab(program);
    lab.ok('a');
    lab.ok('b');
    lab.ok('far');
    lab.decideOn('farther', 'approved');
    expect(lab.path().filter((step) => step.startsWith('meet'))).toEqual(['meet done']);
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('what left an arrived step by another edge is absorbed too', () => {
    const program = flow({ a: set({}), meet: join(1), slow: get(), after }, [
      'go -> a',
      'a -> meet',
      'a -> slow',
      'slow -> meet',
      'meet -> after',
    ]);
    const lab = createLab(program);
    lab.ok('slow');
    expect(lab.path()).toEqual(['go done', 'a done', 'meet done', 'slow done', 'after done']);
    expect(lab.status).toBe('succeeded');
  });

  test('a token that another join keeps is late too, and so is what it is merged into', () => {
    const program = flow({ a: get(), c: get(), d: get(), inner: join('all'), meet: join(1), after }, [
      'go -> a',
      'go -> c',
      'go -> d',
      'c -> inner',
      'd -> inner',
      'inner -> meet',
      'a -> meet',
      'meet -> after',
    ]);
    const lab = createLab(program);
    lab.ok('c');
    lab.ok('a');
    lab.ok('d');
    expect(lab.path().filter((step) => step.startsWith('meet'))).toEqual(['meet done']);
    expect(lab.status).toBe('succeeded');
  });

  test('it waits for a token of its own round that another join keeps for a late one', () => {
    const program = flow(
      { a: get(), b: get(), late: get(), p: get(), q: get(), inner: join('all'), meet: join(2) },
      [
        'go -> a',
        'go -> b',
        'go -> late',
        'a -> meet',
        'b -> meet',
        'late -> inner',
        'inner -> meet',
        'meet -> p',
        'meet -> q',
        'p -> meet',
        'q -> inner',
      ],
    );
    const lab = createLab(program);
    for (const node of ['a', 'b', 'p', 'q']) lab.ok(node);
    expect(lab.status).toBe('running');
    expect(lab.current().parked.map(({ join: name, from }) => [name, from.node])).toEqual([
      ['meet', 'p'],
      ['inner', 'q'],
    ]);
    lab.ok('late');
    expect(lab.visit('meet', 2)).toMatchObject({ status: 'succeeded', output: { arrived: ['p', 'inner'] } });
    lab.expectReplay();
  });

  test('a second generation through a loop counts afresh, and the late ones of the first do not count in it', () => {
    const program = flow(
      {
        fork: { ...set({}), visits: 2 },
        a: get(),
        b: get(),
        c: get(),
        meet: join(2),
        stop: set({}),
      },
      [
        'go -> fork',
        'fork -> a',
        'fork -> b',
        'fork -> c',
        'a -> meet',
        'b -> meet',
        'c -> meet',
        'meet -> fork',
        'fork.limit -> stop',
      ],
    );
    const lab = createLab(program);
    lab.ok('a', {}, 1);
    lab.ok('b', {}, 1);
    expect(lab.visit('c', 1).absorbedBy).toEqual([{ node: 'meet', visit: 1 }]);
    expect(lab.visit('c', 2).absorbedBy).toEqual([]);
    lab.ok('a', {}, 2);
    lab.ok('c', {}, 1);
    expect(lab.path().filter((step) => step.startsWith('meet'))).toEqual(['meet done']);
    lab.ok('c', {}, 2);
    expect(lab.path().filter((step) => step.startsWith('meet'))).toEqual(['meet done', 'meet#2 done']);
    lab.ok('b', {}, 2);
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('if it can no longer be met the run fails and names the join', () => {
    const program = flow(
      {
        a: get(),
        b: get(),
        pick: { kind: 'branch', config: { cases: [{ name: 'on', when: 'false' }] } },
        meet: join(2),
        after,
      },
      ['go -> a', 'go -> b', 'b -> pick', 'pick.on -> meet', 'a -> meet', 'meet -> after'],
    );
    const lab = createLab(program);
    lab.ok('a');
    lab.ok('b');
    expect(lab.current()).toMatchObject({
      status: 'failed',
      outcome: {
        node: 'meet',
        message: 'meet failed: This join waits for 2 ways, one has come and no other can come any more.',
      },
    });
    expect(lab.visit('meet')).toMatchObject({ status: 'failed', port: null, error: { code: 'join_unmet' } });
    lab.expectReplay();
  });

  test('it fails at once, also while a branch that cannot reach it still waits', () => {
    const program = flow(
      {
        a: get(),
        b: { kind: 'branch', config: { cases: [{ name: 'on', when: 'false' }] } },
        other: ask(),
        meet: join(2),
      },
      ['go -> a', 'go -> b', 'go -> other', 'b.on -> meet', 'a -> meet'],
    );
    const lab = createLab(program);
    lab.ok('a');
    expect(lab.status).toBe('failed');
    expect(lab.visit('other')).toMatchObject({ status: 'cancelled', approval: { status: 'cancelled' } });
  });
});
