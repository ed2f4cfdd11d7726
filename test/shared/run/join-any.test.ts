import { describe, expect, test } from 'vitest';

import { ask, createLab, flow, get, join, post, set, typesOf } from './run-lab.ts';

const three = ['go -> a', 'go -> b', 'go -> c', 'a -> meet', 'b -> meet', 'c -> meet', 'meet -> after'];
const after = set({ arrived: '{{ steps.meet.arrived }}' });

describe('join: any', () => {
  test('fires on the first and cancels every living token that can reach it, approvals as cancelled', () => {
    const program = flow(
      {
        a: get(),
        b: ask(),
        c: get(),
        nap: { kind: 'sleep', config: { for: '1h' } },
        meet: join('any'),
        after,
        aside: get(),
      },
      [
        'go -> a',
        'go -> b',
        'go -> c',
        'go -> nap',
        'go -> aside',
        'a -> meet',
        'b.approved -> meet',
        'c -> meet',
        'nap -> meet',
        'meet -> after',
      ],
    );
    const lab = createLab(program);
    const decision = lab.ok('a', { n: 1 });
    expect(typesOf(decision)).toEqual([
      'step.succeeded',
      'step.succeeded',
      'step.cancelled',
      'step.cancelled',
      'step.cancelled',
      'step.succeeded',
    ]);
    expect(lab.visit('b')).toMatchObject({ status: 'cancelled', approval: { status: 'cancelled' } });
    expect(lab.visit('meet')).toMatchObject({ output: { arrived: ['a'], outputs: { a: { n: 1 } } } });
    expect(lab.visit('aside').status).toBe('running');
    expect(typesOf(lab.ok('c'))).toEqual([]);
    expect(lab.decideOn('b', 'approved').refused).toMatchObject({ code: 'expired' });
    lab.ok('aside');
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('a begun write whose branch lost finishes, is recorded and goes no further', () => {
    const lab = createLab(flow({ a: get(), b: post(), c: get(), meet: join('any'), after }, three));
    lab.ok('a');
    expect(lab.visit('b')).toMatchObject({ status: 'running', detached: true });
    expect(lab.status).toBe('running');
    lab.ok('b', { late: true });
    expect(lab.visit('b')).toMatchObject({ status: 'succeeded', output: { late: true } });
    expect(lab.path().filter((step) => step.startsWith('meet'))).toEqual(['meet done']);
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('a lost write that fails, or may have happened, bothers nobody', () => {
    for (const how of ['fail', 'unsure', 'crash'] as const) {
      const lab = createLab(flow({ a: get(), b: post(), c: get(), meet: join('any'), after }, three));
      lab.ok('a');
      if (how === 'fail') lab.fail('b', { passing: true });
      if (how === 'unsure') lab.unsure('b');
      if (how === 'crash') lab.give({ type: 'recover', probes: [] });
      expect(lab.visit('b').status).toBe(how === 'fail' ? 'failed' : 'unknown');
      expect(lab.status).toBe('succeeded');
      lab.expectReplay();
    }
  });

  test('tokens on their way or kept at another join are lost too', () => {
    const program = flow({ b: set({}), c: get(), a: set({}), both: join('all'), meet: join('any') }, [
      'go -> b',
      'go -> c',
      'go -> a',
      'b -> both',
      'c -> both',
      'both -> meet',
      'a -> meet',
    ]);
    const lab = createLab(program);
    expect(lab.path()).toEqual(['go done', 'b done', 'c cancelled', 'a done', 'meet done']);
    expect(lab.current().parked).toEqual([]);
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('in a loop every round has its own first', () => {
    const program = flow(
      {
        a: get(),
        b: get(),
        meet: join('any'),
        more: {
          kind: 'branch',
          config: { cases: [{ name: 'again', when: 'steps.meet.outputs[steps.meet.arrived[0]].again' }] },
        },
        fork: set({}),
      },
      [
        'go -> fork',
        'fork -> a',
        'fork -> b',
        'a -> meet',
        'b -> meet',
        'meet -> more',
        'more.again -> fork',
      ],
    );
    const lab = createLab(program);
    lab.ok('b', { again: true });
    lab.ok('a', { again: false });
    expect(lab.path()).toEqual([
      'go done',
      'fork done',
      'a cancelled',
      'b done',
      'meet done',
      'more again',
      'fork#2 done',
      'a#2 done',
      'b#2 cancelled',
      'meet#2 done',
      'more#2 else',
    ]);
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });
});
