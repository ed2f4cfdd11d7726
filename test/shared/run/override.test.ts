import { describe, expect, test } from 'vitest';

import type { Json } from '../../../shared/json.ts';
import type { DrawingNode } from '../../../shared/flow/drawing.ts';
import { refuseHand } from '../../../shared/run/given-output.ts';
import type { RunInput } from '../../../shared/run/input.ts';
import { stepKinds } from '../../../shared/steps/index.ts';
import { ask, createLab, flow, get, join, post, set, typesOf } from './run-lab.ts';
import type { Lab } from './run-lab.ts';

const answerOf = (body: Json): Json => ({ status: 200, headers: {}, body });
const edit = (
  node: string,
  output: Json = null,
  more: Partial<RunInput & { type: 'edit' }> = {},
): RunInput => ({
  type: 'edit',
  by: 'mara',
  node,
  visit: null,
  way: null,
  output,
  ...more,
});
const skip = (node: string, visit: number | null = null): RunInput => ({
  type: 'skip',
  by: 'mara',
  node,
  visit,
});
const llm: DrawingNode = {
  kind: 'llm',
  config: { connection: 'model', prompt: 'x', output: { risk: { type: 'string', enum: ['low', 'high'] } } },
};

describe('an output set by a person', () => {
  const chain = {
    first: get(),
    second: get(),
    after: set({ got: '{{ steps.first.body }}-{{ steps.second.body }}' }),
  };
  const edges = ['go -> first', 'first -> second', 'second -> after'];
  const failed = (): Lab => {
    const lab = createLab(flow(chain, edges));
    lab.ok('first', answerOf('a'));
    lab.fail('second');
    return lab;
  };

  test('the run goes on from the failed step as if it had given it; the step is not carried out', () => {
    const lab = failed();
    expect(typesOf(lab.give(edit('second', answerOf('b'))))).toEqual([
      'run.repaired',
      'step.succeeded',
      'step.succeeded',
      'run.ended',
    ]);
    expect(lab.path()).toEqual(['go done', 'first done', 'second failed', 'second#2 done', 'after done']);
    expect(lab.visit('second')).toMatchObject({ override: 'mara', attempts: [], output: answerOf('b') });
    expect(lab.visit('second', 1)).toMatchObject({ status: 'failed', override: null });
    expect(lab.visit('after')).toMatchObject({ output: { got: 'a-b' } });
    expect(lab.events.find(({ type }) => type === 'run.repaired')).toMatchObject({
      node: 'second',
      visit: 1,
      data: {
        by: 'mara',
        action: 'edit',
        port: 'done',
        outputHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    });
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('of an earlier step: what followed from it is done over, and its first output stays as it was', () => {
    const lab = failed();
    lab.give(edit('first', answerOf('A')));
    expect(lab.path()).toEqual([
      'go done',
      'first done',
      'second failed',
      'first#2 done',
      'second#2 running',
    ]);
    lab.ok('second', answerOf('b'));
    expect(lab.visit('first', 1)).toMatchObject({ output: answerOf('a'), override: null });
    expect(lab.visit('after')).toMatchObject({ output: { got: 'A-b' } });
    lab.expectReplay();
  });

  test('must be what the step gives; a large one that is stored is looked into', () => {
    const lab = createLab(
      flow({ risk: llm, after: set({ got: '{{ steps.risk.risk }}' }) }, ['go -> risk', 'risk -> after']),
    );
    lab.fail('risk');
    for (const wrong of [null, 'low', {}, { risk: 'middle' }, { risk: 'low', more: 1 }])
      expect(lab.give(edit('risk', wrong)).refused).toMatchObject({ code: 'invalid_input', details: [{}] });
    const stored = { $resource: 'f'.repeat(64), size: 99_999, type: 'application/json' };
    const read = (): Json => ({ risk: 'sideways' });
    expect(lab.give(edit('risk', stored), { world: { read } }).refused).toMatchObject({
      code: 'invalid_input',
    });
    expect(lab.status).toBe('failed');
    lab.give(edit('risk', stored), { world: { read: () => ({ risk: 'high' }) } });
    expect(lab.visit('after')).toMatchObject({ output: { got: 'high' } });
    lab.expectReplay();
  });

  test('by another way out, where the step has one', () => {
    const nodes = {
      check: get(),
      good: set({ x: 1 }),
      bad: set({ why: '{{ steps.check.error.message }}' }),
      boom: get(),
    };
    const lab = createLab(
      flow(nodes, ['go -> check', 'check -> good', 'check.error -> bad', 'good -> boom', 'bad -> boom']),
    );
    lab.ok('check', answerOf(1));
    lab.fail('boom');
    expect(lab.give(edit('check', answerOf(1), { way: 'maybe' })).refused).toMatchObject({
      code: 'invalid_input',
      fix: 'Choose one of done, error.',
    });
    lab.give(edit('check', { error: { code: 'seen', message: 'It was wrong.' } }, { way: 'error' }));
    expect(lab.visit('bad')).toMatchObject({ output: { why: 'It was wrong.' } });
    lab.expectReplay();
  });

  test('the branches that the failure stopped go on too, so that no join fires without them', () => {
    const nodes = { a: get(), b: get(), meet: join('all') };
    const lab = createLab(flow(nodes, ['go -> a', 'go -> b', 'a -> meet', 'b -> meet']));
    lab.fail('a');
    lab.give(edit('a', answerOf(1)));
    expect(lab.status).toBe('running');
    lab.ok('b', answerOf(2));
    expect(lab.visit('meet')).toMatchObject({ output: { arrived: ['a', 'b'] } });
    lab.expectReplay();
  });

  test('of a join is what it brings together; a join that failed goes on with it', () => {
    const nodes = { a: get(), b: get(), meet: join(2), after: set({ n: '{{ size(steps.meet.arrived) }}' }) };
    const lab = createLab(
      flow(nodes, ['go -> a', 'go -> b', 'a -> meet', 'b.error -> meet', 'meet -> after']),
    );
    lab.ok('a');
    lab.ok('b');
    lab.give(edit('meet', { arrived: ['a', 'b'], outputs: { a: {}, b: {} } }));
    expect(lab.visit('after')).toMatchObject({ output: { n: 2 } });
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('only where the run stands: a round that it has left is not gone on from', () => {
    const lab = failed();
    lab.give({ type: 'retry', by: 'mara', node: 'first', hash: 'h', version: 2 });
    lab.fail('first');
    expect(lab.give(edit('first', answerOf('A'), { visit: 1 })).refused).toMatchObject({ code: 'conflict' });
    // `second` followed from the first round of `first`, which was done over.
    expect(lab.give(edit('second', answerOf('b'))).refused).toMatchObject({ code: 'invalid_input' });
    expect(
      lab.give({ type: 'retry', by: 'mara', node: 'second', hash: 'h', version: 2 }).refused,
    ).toMatchObject({ code: 'invalid_input' });
    expect(lab.give(edit('first', answerOf('A'), { visit: 2 })).refused).toBeNull();
    lab.expectReplay();
  });

  test('only of a failed run', () => {
    const running = createLab(flow(chain, edges));
    expect(running.give(edit('first', answerOf('a'))).refused).toMatchObject({ code: 'conflict' });
    expect(running.give(skip('first')).refused).toMatchObject({ code: 'conflict' });
    running.give({ type: 'cancel', by: 'mara', reason: '' });
    expect(running.give(edit('first', answerOf('a'))).refused).toMatchObject({ code: 'conflict' });
    const lab = failed();
    expect(lab.give(edit('nobody')).refused).toMatchObject({ code: 'not_found' });
    expect(lab.give(edit('after', { got: '' })).refused).toMatchObject({ code: 'invalid_input' });
  });
});

describe('a skipped step', () => {
  const nodes = {
    work: post(),
    after: set({ out: '{{ steps.work }}', twice: '{{ default(steps.work.body, 0) }}' }),
  };
  const failed = (): Lab => {
    const lab = createLab(flow(nodes, ['go -> work', 'work -> after']));
    lab.fail('work');
    return lab;
  };

  test('is left by its usual way and gives nothing; a step that changes something outside says so', () => {
    const lab = failed();
    expect(typesOf(lab.give(skip('work', 1)))).toEqual([
      'run.repaired',
      'step.skipped',
      'step.succeeded',
      'run.ended',
    ]);
    expect(lab.visit('work')).toMatchObject({ visit: 2, status: 'skipped', port: 'done', override: 'mara' });
    expect(lab.visit('after')).toMatchObject({ output: { out: null, twice: 0 } });
    expect(lab.events.find(({ type }) => type === 'step.skipped')?.data).toEqual({
      from: [{ node: 'go', visit: 1 }],
      again: 1,
      by: 'mara',
      port: 'done',
      writes: true,
    });
    lab.expectReplay();
  });

  test('gives nothing in a loop too: not what its round before gave', () => {
    const lab = createLab(
      flow({ work: get({ visits: 3 }), see: set({ out: '{{ steps.work }}' }), ask: ask() }, [
        'go -> work',
        'work -> see',
        'see -> ask',
        'ask.changes -> work',
      ]),
    );
    lab.ok('work', answerOf('first'));
    lab.decideOn('ask', 'changes');
    lab.fail('work');
    lab.give(skip('work'));
    expect(lab.visit('see')).toMatchObject({ visit: 2, output: { out: null } });
    lab.expectReplay();
  });

  test('is one that failed: one that worked is not', () => {
    const lab = createLab(flow({ a: get(), b: get() }, ['go -> a', 'a -> b']));
    lab.ok('a');
    lab.fail('b');
    expect(lab.give(skip('a')).refused).toMatchObject({ code: 'conflict' });
    lab.give(skip('b'));
    expect(lab.status).toBe('succeeded');
  });
});

describe('no approval is made up, left out or passed by', () => {
  test('for every kind of step it is written down whether a person may stand in for it', () => {
    const may = Object.fromEntries(
      stepKinds.map(({ kind }) => [
        kind,
        (['edit', 'skip'] as const).filter((hand) => refuseHand(kind, hand) === null).join(' '),
      ]),
    );
    expect(may).toEqual({
      'trigger.manual': '',
      'trigger.schedule': '',
      'trigger.webhook': '',
      approval: '',
      branch: 'edit',
      end: '',
      http: 'edit skip',
      join: 'edit skip',
      llm: 'edit skip',
      notify: 'edit skip',
      persist: 'edit skip',
      set: 'edit skip',
      sleep: 'edit skip',
      ssh: 'edit skip',
      wait: 'edit skip',
    });
  });

  const gated = { review: ask(), pay: post(), boom: get() };
  const edges = ['go -> review', 'review.approved -> pay', 'review.changes -> boom', 'pay -> boom'];
  const hands = (node: string): RunInput[] => [
    edit(node, { decision: 'approved', by: 'owner', comment: null, values: {}, edits: [] }),
    ...['approved', 'declined', 'changes', 'timeout', 'done'].map((way) => edit(node, {}, { way })),
    edit(node, null, { visit: 1, way: 'approved' }),
    skip(node),
    skip(node, 1),
  ];

  test('a decision cannot be forged by any hand, whatever became of the card', () => {
    const decided = createLab(flow(gated, edges));
    decided.decideOn('review', 'approved');
    decided.ok('pay');
    decided.fail('boom');
    const expired = createLab(
      flow({ ...gated, review: ask({ timeout: '1h' }) }, [...edges, 'review.timeout -> boom']),
    );
    expired.tick(expired.at + 3_600_000);
    expired.fail('boom');
    const stopped = createLab(flow({ ...gated, bad: get() }, [...edges, 'go -> bad']));
    stopped.fail('bad');
    const asked = createLab(flow(gated, edges));
    for (const lab of [decided, expired, stopped, asked]) {
      const before = lab.events.length;
      for (const input of hands('review'))
        expect(lab.give(input).refused).toMatchObject({ code: 'conflict' });
      expect(lab.events).toHaveLength(before);
    }
  });

  test('going on from before an approval asks again, whatever it said the first time', () => {
    const lab = createLab(
      flow({ draft: get(), ...gated }, ['go -> draft', 'draft -> review', ...edges.slice(1)]),
    );
    lab.ok('draft', answerOf('one'));
    lab.decideOn('review', 'approved');
    lab.fail('pay');
    lab.give(edit('draft', answerOf('two')));
    expect(lab.visit('review')).toMatchObject({ visit: 2, status: 'waiting' });
    expect(lab.path().filter((step) => step.startsWith('pay'))).toEqual(['pay failed']);
    lab.expectReplay();
  });

  test('a way that nobody is asked on is for the run to take, where another way asks', () => {
    const nodes: Record<string, DrawingNode> = {
      size: { kind: 'branch', config: { cases: [{ name: 'small', when: 'trigger.body.nope < 10' }] } },
      review: ask(),
      pay: post(),
      note: set({}),
    };
    const program = flow(nodes, [
      'go -> size',
      'size.small -> pay',
      'size.else -> review',
      'review.approved -> pay',
      'pay -> note',
    ]);
    const lab = createLab(program);
    expect(lab.status).toBe('failed');
    expect(lab.give(edit('size', null, { way: 'small' })).refused).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('pay would happen without the decision') as string,
    });
    expect(lab.give(edit('size')).refused).toMatchObject({ code: 'invalid_input' });
    lab.give(edit('size', null, { way: 'else' }));
    expect(lab.visit('size')).toMatchObject({ port: 'else', output: { case: 'else' } });
    expect(lab.visit('review').status).toBe('waiting');
    lab.expectReplay();
  });

  test('the way that its own condition chose may be taken again', () => {
    const nodes: Record<string, DrawingNode> = {
      size: { kind: 'branch', config: { cases: [{ name: 'small', when: 'true' }] } },
      review: ask(),
      pay: post(),
    };
    const lab = createLab(
      flow(nodes, ['go -> size', 'size.small -> pay', 'size.else -> review', 'review.approved -> pay']),
    );
    lab.fail('pay');
    expect(lab.give(edit('size')).refused).toBeNull();
    expect(lab.visit('pay')).toMatchObject({ visit: 2, status: 'running' });
  });
});
