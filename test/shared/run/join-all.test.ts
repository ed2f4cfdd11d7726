import { describe, expect, test } from 'vitest';

import { ask, createLab, flow, get, join, set } from './run-lab.ts';

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
    expect(lab.path()).toEqual([
      'go done',
      'meet done',
      'work done',
      'more again',
      'meet#2 done',
      'work#2 done',
      'more#2 else',
    ]);
    expect(lab.status).toBe('succeeded');
  });

  test('waits for a token kept at another join that leads to it', () => {
    const program = flow({ a: get(), b: get(), c: get(), inner: join('all'), outer: join('all') }, [
      'go -> a',
      'go -> b',
      'go -> c',
      'a -> inner',
      'b -> inner',
      'inner -> outer',
      'c -> outer',
    ]);
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
    const done = flow({ one: join('all'), two: join('all'), ...nodes, enough: set({}) }, [
      ...edges,
      'y.limit -> enough',
    ]);
    expect(createLab(done).path().slice(0, 4)).toEqual(['go done', 'one done', 'x done', 'two done']);
    const other = flow({ two: join('all'), one: join('all'), ...nodes, enough: set({}) }, [
      ...edges,
      'y.limit -> enough',
    ]);
    expect(createLab(other).path().slice(0, 4)).toEqual(['go done', 'two done', 'y done', 'one done']);
  });

  test('four parallel approvals answered in all 24 orders give the same end state', () => {
    const names = ['a', 'b', 'c', 'd'];
    const program = flow(
      {
        a: ask(),
        b: ask(),
        c: ask(),
        d: ask(),
        meet: join('all'),
        after: set({ n: '{{ size(steps.meet.arrived) }}', by: '{{ steps.c.by }}' }),
      },
      names.flatMap((name) => [`go -> ${name}`, `${name}.approved -> meet`]).concat('meet -> after'),
    );
    const ends = permutations(names).map((order) => {
      const lab = createLab(program);
      for (const name of order) {
        expect(lab.status).toBe('waiting');
        lab.decideOn(name, 'approved');
      }
      lab.expectReplay();
      expect(lab.visit('meet')).toMatchObject({ output: { arrived: order } });
      const ports = lab.path().sort();
      return {
        status: lab.status,
        ports,
        after: lab.visit('after'),
        asked: lab.events.filter(({ type }) => type === 'approval.requested').length,
      };
    });
    expect(ends).toHaveLength(24);
    for (const end of ends) expect(end).toEqual(ends[0]);
    expect(ends[0]).toMatchObject({
      status: 'succeeded',
      asked: 4,
      after: { output: { n: 4, by: 'owner' } },
    });
  });
});

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
