import { describe, expect, test } from 'vitest';

import { ask, createLab, flow, get, join, post, set, typesOf } from './run-lab.ts';

const three = ['go -> a', 'go -> b', 'go -> c', 'a -> meet', 'b -> meet', 'c -> meet', 'meet -> after'];
const after = set({ arrived: '{{ steps.meet.arrived }}' });

describe('join: all', () => {
  test('fires when every living branch has arrived, and tells who came with what', () => {
    const lab = createLab(flow({ a: get(), b: get(), c: get(), meet: join('all'), after }, three));
    lab.ok('b', { n: 2 });
    lab.ok('a', { n: 1 });
    expect(lab.status).toBe('running');
    lab.ok('c', { n: 3 });
    expect(lab.visit('meet')).toMatchObject({
      from: [
        { node: 'b', visit: 1 },
        { node: 'a', visit: 1 },
        { node: 'c', visit: 1 },
      ],
      output: { arrived: ['b', 'a', 'c'], outputs: { a: { n: 1 }, b: { n: 2 }, c: { n: 3 } } },
    });
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('a branch that was not taken never blocks it', () => {
    const program = flow(
      {
        pick: { kind: 'branch', config: { cases: [{ name: 'left', when: 'true' }] } },
        a: get(),
        b: get(),
        meet: join('all'),
      },
      ['go -> pick', 'pick.left -> a', 'pick.else -> b', 'a -> meet', 'b -> meet'],
    );
    const lab = createLab(program);
    lab.ok('a');
    expect(lab.path()).toEqual(['go done', 'pick left', 'a done', 'meet done']);
  });

  test('a branch that dies on its way no longer blocks it', () => {
    const program = flow(
      {
        a: get(),
        b: get(),
        pick: { kind: 'branch', config: { cases: [{ name: 'on', when: 'steps.b.on' }] } },
        meet: join('all'),
      },
      ['go -> a', 'go -> b', 'b -> pick', 'pick.on -> meet', 'a -> meet'],
    );
    const lab = createLab(program);
    lab.ok('a');
    expect(lab.current().parked).toEqual([{ join: 'meet', from: { node: 'a', visit: 1 }, at: lab.at }]);
    lab.ok('b', { on: false });
    expect(lab.visit('meet')).toMatchObject({ output: { arrived: ['a'] } });
    expect(lab.status).toBe('succeeded');
  });

  test('at the head of a loop its own way back does not block it, and each round is a visit', () => {
    const program = flow(
      {
        meet: join('all'),
        work: get(),
        more: { kind: 'branch', config: { cases: [{ name: 'again', when: 'steps.work.again' }] } },
      },
      ['go -> meet', 'meet -> work', 'work -> more', 'more.again -> meet'],
    );
    const lab = createLab(program);
    lab.ok('work', { again: true });
    lab.ok('work', { again: false });
    expect(lab.path()).toEqual(['go done', 'meet done', 'work done', 'more again', 'meet#2 done', 'work#2 done', 'more#2 else']);
    expect(lab.status).toBe('succeeded');
  });

  test('waits for a token kept at another join that leads to it', () => {
    const program = flow(
      { a: get(), b: get(), c: get(), inner: join('all'), outer: join('all') },
      ['go -> a', 'go -> b', 'go -> c', 'a -> inner', 'b -> inner', 'inner -> outer', 'c -> outer'],
    );
    const lab = createLab(program);
    lab.ok('a');
    lab.ok('c');
    expect(lab.current().parked).toHaveLength(2);
    lab.ok('b');
    expect(lab.visit('outer')).toMatchObject({ output: { arrived: ['c', 'inner'] } });
    expect(lab.status).toBe('succeeded');
  });

  test('where joins only wait for each other the first one in drawing order fires with what it has', () => {
    const edges = ['go -> one', 'go -> two', 'one -> x', 'x -> two', 'two -> y', 'y -> one'];
    const nodes = { x: set({}), y: { ...set({}), visits: 1 } };
    const done = flow({ one: join('all'), two: join('all'), ...nodes, enough: set({}) }, [...edges, 'y.limit -> enough']);
    expect(createLab(done).path().slice(0, 4)).toEqual(['go done', 'one done', 'x done', 'two done']);
    const other = flow({ two: join('all'), one: join('all'), ...nodes, enough: set({}) }, [...edges, 'y.limit -> enough']);
    expect(createLab(other).path().slice(0, 4)).toEqual(['go done', 'two done', 'y done', 'one done']);
  });

  test('four parallel approvals answered in all 24 orders give the same end state', () => {
    const names = ['a', 'b', 'c', 'd'];
    const program = flow(
      { a: ask(), b: ask(), c: ask(), d: ask(), meet: join('all'), after: set({ n: '{{ size(steps.meet.arrived) }}', by: '{{ steps.c.by }}' }) },
      names.flatMap((name) => [`go -> ${name}`, `${name}.approved -> meet`]).concat('meet -> after'),
    );
    const ends = permutations(names).map((order) => {
      const lab = createLab(program);
      for (const name of order) {
        expect(lab.status).toBe('waiting');
        lab.decideOn(name, 'approved');
      }
      lab.expectReplay();
      const { arrived } = lab.visit('meet').status === 'succeeded' ? meetOutput(lab.visit('meet')) : { arrived: [] };
      expect(arrived).toEqual(order);
      const ports = lab.path().sort();
      return { status: lab.status, ports, after: lab.visit('after'), asked: lab.events.filter(({ type }) => type === 'approval.requested').length };
    });
    expect(ends).toHaveLength(24);
    for (const end of ends) expect(end).toEqual(ends[0]);
    expect(ends[0]).toMatchObject({ status: 'succeeded', asked: 4, after: { output: { n: 4, by: 'owner' } } });
  });
});

describe('join: any', () => {
  test('fires on the first and cancels every living token that can reach it, approvals as cancelled', () => {
    const program = flow(
      { a: get(), b: ask(), c: get(), nap: { kind: 'sleep', config: { for: '1h' } }, meet: join('any'), after, aside: get() },
      ['go -> a', 'go -> b', 'go -> c', 'go -> nap', 'go -> aside', 'a -> meet', 'b.approved -> meet', 'c -> meet', 'nap -> meet', 'meet -> after'],
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
    const program = flow(
      { b: set({}), c: get(), a: set({}), both: join('all'), meet: join('any') },
      ['go -> b', 'go -> c', 'go -> a', 'b -> both', 'c -> both', 'both -> meet', 'a -> meet'],
    );
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
        more: { kind: 'branch', config: { cases: [{ name: 'again', when: 'steps.meet.outputs[steps.meet.arrived[0]].again' }] } },
        fork: set({}),
      },
      ['go -> fork', 'fork -> a', 'fork -> b', 'a -> meet', 'b -> meet', 'meet -> more', 'more.again -> fork'],
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
    const program = flow(
      { a: get(), b: get(), far: get(), farther: ask(), meet: join(1), after },
      ['go -> a', 'go -> b', 'b -> far', 'far -> farther', 'farther.approved -> meet', 'a -> meet', 'meet -> after'],
    );
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
    const program = flow(
      { a: set({}), meet: join(1), slow: get(), after },
      ['go -> a', 'a -> meet', 'a -> slow', 'slow -> meet', 'meet -> after'],
    );
    const lab = createLab(program);
    lab.ok('slow');
    expect(lab.path()).toEqual(['go done', 'a done', 'meet done', 'slow done', 'after done']);
    expect(lab.status).toBe('succeeded');
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
      ['go -> fork', 'fork -> a', 'fork -> b', 'fork -> c', 'a -> meet', 'b -> meet', 'c -> meet', 'meet -> fork', 'fork.limit -> stop'],
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
      { a: get(), b: get(), pick: { kind: 'branch', config: { cases: [{ name: 'on', when: 'false' }] } }, meet: join(2), after },
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
      { a: get(), b: { kind: 'branch', config: { cases: [{ name: 'on', when: 'false' }] } }, other: ask(), meet: join(2) },
      ['go -> a', 'go -> b', 'go -> other', 'b.on -> meet', 'a -> meet'],
    );
    const lab = createLab(program);
    lab.ok('a');
    expect(lab.status).toBe('failed');
    expect(lab.visit('other')).toMatchObject({ status: 'cancelled', approval: { status: 'cancelled' } });
  });
});

function meetOutput(visit: ReturnType<ReturnType<typeof createLab>['visit']>): { arrived: unknown } {
  return visit.status === 'succeeded' ? (visit.output as { arrived: unknown }) : { arrived: [] };
}

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
