import { describe, expect, test } from 'vitest';

import type { RunInput } from '../../../shared/run/input.ts';
import { ask, createLab, flow, get, join, post, set, typesOf } from './run-lab.ts';

const retry = (node: string | null = null, hash = 'h'): RunInput => ({
  type: 'retry',
  by: 'mara',
  node,
  hash,
  version: 2,
});

describe('retry', () => {
  const chain = { first: get(), second: get(), after: set({ got: '{{ steps.first.n }}' }) };
  const edges = ['go -> first', 'first -> second', 'second -> after'];

  test('goes on from the failed step by the program it is given; completed outputs are kept', () => {
    const lab = createLab(flow(chain, edges));
    lab.ok('first', { n: 1 });
    lab.fail('second');
    expect(lab.status).toBe('failed');
    const newer = flow({ ...chain, after: set({ got: '{{ steps.first.n + 100 }}' }) }, edges);
    expect(typesOf(lab.give(retry(), { program: newer }))).toEqual(['run.repaired', 'step.started']);
    expect(lab.current()).toMatchObject({
      status: 'running',
      hash: 'h',
      version: 2,
      endedAt: null,
      outcome: null,
    });
    lab.give(
      { type: 'result', node: 'second', visit: 2, attempt: 1, result: { ok: true, output: {} } },
      { program: newer },
    );
    expect(lab.path()).toEqual(['go done', 'first done', 'second failed', 'second#2 done', 'after done']);
    expect(lab.visit('after')).toMatchObject({ output: { got: 101 } });
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('from a named step does that step over, and what followed from it', () => {
    const lab = createLab(flow(chain, edges));
    lab.ok('first', { n: 1 });
    lab.fail('second');
    lab.give(retry('first'));
    lab.ok('first', { n: 2 });
    lab.ok('second');
    expect(lab.path()).toEqual([
      'go done',
      'first done',
      'second failed',
      'first#2 done',
      'second#2 done',
      'after done',
    ]);
    expect(lab.visit('after')).toMatchObject({ output: { got: 2 } });
    lab.expectReplay();
  });

  test('what a step left at a join before it was done over does not count twice', () => {
    const nodes = { first: get(), quick: set({}), bad: get(), meet: join('all') };
    const lab = createLab(
      flow(nodes, ['go -> first', 'first -> quick', 'first -> bad', 'quick -> meet', 'bad -> meet']),
    );
    lab.ok('first');
    lab.fail('bad');
    lab.give(retry('first'));
    lab.ok('first');
    lab.ok('bad');
    expect(lab.visit('meet').from).toEqual([
      { node: 'quick', visit: 2 },
      { node: 'bad', visit: 2 },
    ]);
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('the branches that the failure stopped go on too, so that no join fires without them', () => {
    const nodes = {
      review: ask(),
      a: get(),
      b: set({}),
      c: get(),
      meet: join('all'),
      after: set({ n: '{{ size(steps.meet.arrived) }}' }),
    };
    const program = flow(nodes, [
      'go -> a',
      'go -> b',
      'go -> review',
      'a -> c',
      'b -> meet',
      'c -> meet',
      'review.approved -> meet',
      'meet -> after',
    ]);
    const lab = createLab(program);
    lab.ok('a');
    lab.fail('c');
    expect(lab.visit('review')).toMatchObject({ status: 'cancelled', approval: { status: 'cancelled' } });
    lab.give(retry());
    expect(lab.visit('review')).toMatchObject({ visit: 2, status: 'waiting' });
    lab.ok('c');
    expect(lab.status).toBe('waiting');
    lab.decideOn('review', 'approved');
    expect(lab.visit('after')).toMatchObject({ output: { n: 3 } });
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('a token that was on its way when the run failed is not lost', () => {
    const program = flow(
      { bad: set({ x: '{{ trigger.body.nope.deep }}' }), other: get(), meet: join('all') },
      ['go -> bad', 'go -> other', 'go -> meet', 'bad -> meet', 'other -> meet'],
    );
    const lab = createLab(program);
    expect(lab.path()).toEqual(['go done', 'bad failed', 'other cancelled']);
    const mended = flow({ bad: set({}), other: get(), meet: join('all') }, [
      'go -> bad',
      'go -> other',
      'go -> meet',
      'bad -> meet',
      'other -> meet',
    ]);
    lab.give(retry(), { program: mended });
    lab.ok('other');
    expect(lab.visit('meet')).toMatchObject({ output: { arrived: ['go', 'bad', 'other'] } });
    lab.expectReplay();
  });

  test('fails and is retried twice: nothing is set going twice', () => {
    const nodes = { review: ask(), c: get(), meet: join('all') };
    const lab = createLab(flow(nodes, ['go -> c', 'go -> review', 'c -> meet', 'review.approved -> meet']));
    for (let n = 0; n < 3; n++) {
      lab.fail('c');
      lab.give(retry());
    }
    lab.ok('c');
    lab.decideOn('review', 'approved');
    expect(lab.path().filter((step) => step.startsWith('review'))).toEqual([
      'review cancelled',
      'review#2 cancelled',
      'review#3 cancelled',
      'review#4 approved',
    ]);
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('a write that had begun when the run failed asks once the run goes on', () => {
    const lab = createLab(flow({ bad: get(), work: post() }, ['go -> bad', 'go -> work']));
    lab.fail('bad');
    expect(lab.visit('work').status).toBe('unknown');
    lab.give(retry());
    lab.ok('bad');
    expect(lab.status).toBe('waiting');
    lab.give({ type: 'answer', node: 'work', visit: 1, by: 'mara', answer: 'done', output: {} });
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('a join that could not be met is tried again with all its branches', () => {
    const nodes = { a: get(), b: get(), meet: join(2) };
    const edges_ = ['go -> a', 'go -> b', 'a -> meet', 'b.error -> meet'];
    const lab = createLab(flow(nodes, edges_));
    lab.ok('a');
    lab.ok('b');
    expect(lab.current()).toMatchObject({ status: 'failed', outcome: { node: 'meet' } });
    lab.give(retry('b'), { program: flow(nodes, [...edges_, 'b -> meet']) });
    lab.give(
      { type: 'result', node: 'b', visit: 2, attempt: 1, result: { ok: true, output: {} } },
      { program: flow(nodes, [...edges_, 'b -> meet']) },
    );
    expect(lab.path().at(-1)).toBe('meet#2 done');
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('a branch that came too late for a join before the failure comes too late after it as well', () => {
    const nodes = { a: get(), b: get(), bad: get(), meet: join(1), after: set({}) };
    const lab = createLab(
      flow(nodes, ['go -> a', 'go -> b', 'go -> bad', 'a -> meet', 'b -> meet', 'meet -> after']),
    );
    lab.ok('a');
    lab.fail('bad');
    lab.give(retry());
    lab.ok('bad');
    lab.ok('b');
    expect(lab.path().filter((step) => step.startsWith('meet'))).toEqual(['meet done']);
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('only of a failed run, from a step that has run, on a release that has the steps', () => {
    const lab = createLab(flow(chain, edges));
    expect(lab.give(retry()).refused).toMatchObject({ code: 'conflict' });
    lab.fail('first');
    expect(lab.give(retry('second')).refused).toMatchObject({ code: 'invalid_input' });
    expect(lab.give(retry('go')).refused).toMatchObject({ code: 'invalid_input' });
    expect(lab.give(retry('nobody')).refused).toMatchObject({ code: 'not_found' });
    expect(lab.give(retry(), { program: flow({ other: get() }, ['go -> other']) }).refused).toMatchObject({
      code: 'conflict',
    });
  });
});
