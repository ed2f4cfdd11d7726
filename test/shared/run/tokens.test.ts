import { describe, expect, test } from 'vitest';

import { createLab, flow, get, join, post, set, typesOf } from './run-lab.ts';

describe('tokens', () => {
  test('pure steps are decided in one go and the run succeeds when no token is left', () => {
    const program = flow(
      {
        double: set({ amount: '{{ trigger.body.amount * 2 }}' }),
        size: { kind: 'branch', config: { cases: [{ name: 'big', when: 'steps.double.amount > 100' }] } },
        note: set({ text: 'Big: {{ steps.double.amount }}' }),
        finish: { kind: 'end', config: { message: '{{ steps.note.text }}', output: '{{ steps.note }}' } },
      },
      ['go -> double', 'double -> size', 'size.big -> note', 'note -> finish'],
    );
    const lab = createLab(program, { payload: { body: { amount: 60 } } });
    expect(lab.path()).toEqual(['go done', 'double done', 'size big', 'note done', 'finish']);
    expect(lab.current()).toMatchObject({
      status: 'succeeded',
      outcome: { node: 'finish', message: 'Big: 120', output: { text: 'Big: 120' } },
    });
    expect(lab.visit('size').because).toBe('steps.double.amount > 100');
    expect(lab.events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    lab.expectReplay();
  });

  test('one port with several edges starts them side by side, in drawing order', () => {
    const program = flow({ a: get(), b: get() }, ['go -> a', 'go -> b']);
    const lab = createLab(program);
    expect(lab.path()).toEqual(['go done', 'a running', 'b running']);
    lab.ok('b');
    expect(lab.status).toBe('running');
    lab.ok('a');
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('an open case ends its branch without a fuss', () => {
    const program = flow({ pick: { kind: 'branch', config: { cases: [{ name: 'yes', when: 'true' }] } } }, [
      'go -> pick',
    ]);
    expect(createLab(program).status).toBe('succeeded');
  });

  test('past its visits a step leaves by limit, and keeps the output of the last real visit', () => {
    const program = flow(
      {
        count: { ...set({ n: '{{ default(steps.count.n, 0) + 1 }}' }), visits: 3 },
        after: set({ n: '{{ steps.count.n }}' }),
      },
      ['go -> count', 'count -> count', 'count.limit -> after'],
    );
    const lab = createLab(program);
    expect(lab.path()).toEqual([
      'go done',
      'count done',
      'count#2 done',
      'count#3 done',
      'count#4 limit',
      'after done',
    ]);
    expect(lab.visit('after')).toMatchObject({ output: { n: 3 } });
    lab.expectReplay();
  });

  test('an unwired limit fails the run and says so, after 100 visits by default', () => {
    const lab = createLab(flow({ spin: set({}) }, ['go -> spin', 'spin -> spin']));
    expect(lab.status).toBe('failed');
    expect(lab.current().visits.filter((visit) => visit.status === 'succeeded')).toHaveLength(101);
    expect(lab.current().outcome).toMatchObject({
      node: 'spin',
      message: 'spin failed: It may run 100 times in one run, and this would be once more.',
    });
    lab.expectReplay();
  });

  test('an error port does not catch the limit: the loop through it comes to an end', () => {
    const lab = createLab(flow({ call: { ...get(), visits: 2 } }, ['go -> call', 'call.error -> call']));
    lab.fail('call');
    lab.fail('call');
    expect(lab.path()).toEqual(['go done', 'call failed', 'call#2 failed', 'call#3 failed']);
    expect(lab.current().outcome?.message).toBe(
      'call failed: It may run 2 times in one run, and this would be once more.',
    );
  });

  test('ways that lead from limit to limit come to an end', () => {
    const program = flow({ a: { ...set({}), visits: 1 }, b: { ...set({}), visits: 1 } }, [
      'go -> a',
      'a -> b',
      'b -> a',
      'a.limit -> b',
      'b.limit -> a',
    ]);
    const lab = createLab(program);
    expect(lab.current()).toMatchObject({ status: 'failed' });
    expect(lab.current().outcome?.message).toContain(
      'its way out by `limit` leads back to it again and again',
    );
    expect(lab.current().visits.length).toBeLessThan(300);
  });

  test('an end node stops the run at once: the other branch is cancelled, a begun write is noted as unknown', () => {
    const program = flow(
      {
        stop: { kind: 'end', config: { outcome: 'declined', message: 'enough' } },
        read: get(),
        slow: get(),
        write: post(),
      },
      ['go -> read', 'go -> write', 'go -> slow', 'slow -> stop'],
    );
    const lab = createLab(program);
    const decision = lab.ok('slow');
    expect(typesOf(decision)).toEqual([
      'step.succeeded',
      'step.succeeded',
      'step.cancelled',
      'step.unknown',
      'run.ended',
    ]);
    expect(lab.current()).toMatchObject({ status: 'declined', outcome: { node: 'stop', message: 'enough' } });
    expect(lab.visit('read').status).toBe('cancelled');
    expect(lab.visit('write').status).toBe('unknown');
    expect(typesOf(lab.ok('write'))).toEqual([]);
    lab.expectReplay();
  });

  test('a formula that fails in a pure step fails the run and names the step', () => {
    const lab = createLab(flow({ broken: set({ x: '{{ trigger.body.nope.deep }}' }) }, ['go -> broken']));
    expect(lab.current()).toMatchObject({ status: 'failed', outcome: { node: 'broken' } });
    expect(lab.visit('broken')).toMatchObject({
      status: 'failed',
      port: null,
      error: { code: 'expression_error' },
    });
    lab.expectReplay();
  });

  test('a formula that fails in a step with a wired error port goes on there', () => {
    const program = flow(
      {
        call: get({ config: { connection: 'web', path: '/{{ trigger.body.id }}' } }),
        sorry: set({ why: '{{ steps.call.error.code }}' }),
      },
      ['go -> call', 'call.error -> sorry'],
    );
    const lab = createLab(program);
    expect(lab.path()).toEqual(['go done', 'call failed', 'sorry done']);
    expect(lab.visit('sorry')).toMatchObject({ output: { why: 'expression_error' } });
    lab.expectReplay();
  });
});

describe('what a step reads', () => {
  test('never a parallel branch: what has not run on this path is empty', () => {
    const program = flow(
      {
        a: set({ x: 1 }),
        fork: set({}),
        b: get(),
        left: set({ x: 2 }),
        seen: set({ got: '{{ steps.left == null }}' }),
        both: join('all'),
      },
      [
        'go -> fork',
        'fork -> left',
        'fork -> b',
        'b -> seen',
        'left -> a',
        'a -> both',
        'seen -> both',
        'both -> seen',
      ],
    );
    // `seen` can run after `left` (through the join), so reading it is allowed; on the first way it is not there.
    const lab = createLab(program);
    lab.ok('b');
    expect(lab.visit('seen', 1)).toMatchObject({ output: { got: true } });
    expect(lab.visit('seen', 2)).toMatchObject({ output: { got: false } });
    lab.expectReplay();
  });

  test('at a join the visit that ended last wins', () => {
    const program = flow(
      {
        a: get(),
        b: get(),
        x: get(),
        both: join('all'),
        read: set({ n: '{{ steps.x.n }}', a: '{{ steps.a.n }}' }),
      },
      ['go -> a', 'go -> b', 'a -> x', 'b -> x', 'x -> both', 'both -> read'],
    );
    for (const [order, last] of [
      [[1, 2], 2],
      [[2, 1], 1],
    ] as const) {
      const lab = createLab(program);
      lab.ok('a', { n: 'a' });
      lab.ok('b', { n: 'b' });
      for (const visit of order) lab.ok('x', { n: visit }, visit);
      expect(lab.visit('read')).toMatchObject({ output: { n: last, a: 'a' } });
      lab.expectReplay();
    }
  });

  test('a loop reads its own last round', () => {
    const program = flow(
      {
        draft: set({ text: '{{ default(steps.draft.text, "") }}x' }),
        more: { kind: 'branch', config: { cases: [{ name: 'again', when: 'size(steps.draft.text) < 3' }] } },
        done: set({ text: '{{ steps.draft.text }}' }),
      },
      ['go -> draft', 'draft -> more', 'more.again -> draft', 'more.else -> done'],
    );
    expect(createLab(program).visit('done')).toMatchObject({ output: { text: 'xxx' } });
  });

  test('run says who and when, callback names the next visit of the wait and holds no token', () => {
    const program = flow(
      {
        tell: set({
          url: '{{ callback.answer }}',
          who: '{{ run.startedBy }}',
          when: '{{ run.startedAt }}',
          target: '{{ run.target }}',
        }),
        answer: { kind: 'wait', config: { for: 'callback' } },
      },
      ['go -> tell', 'tell -> answer', 'answer -> tell'],
    );
    const lab = createLab(program);
    expect(lab.visit('tell')).toMatchObject({
      output: {
        url: 'callback://run-1/answer/1',
        who: 'webhook',
        when: '2026-03-09T09:00:00.000Z',
        target: 'live',
      },
    });
    lab.callback('answer', 1);
    expect(lab.visit('tell', 2)).toMatchObject({ output: { url: 'callback://run-1/answer/2' } });
  });
});
