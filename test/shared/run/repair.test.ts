import { describe, expect, test } from 'vitest';

import type { DrawingNode } from '../../../shared/flow/drawing.ts';
import { attemptsToStart } from '../../../shared/run/attempts.ts';
import { nextDue } from '../../../shared/run/decide.ts';
import type { RunInput } from '../../../shared/run/input.ts';
import { ask, createLab, flow, get, post, set, typesOf } from './run-lab.ts';
import type { Lab } from './run-lab.ts';

const ssh = (detach: boolean): DrawingNode => ({
  kind: 'ssh',
  config: { connection: 'box', command: './x', detach },
});
const one = (node: DrawingNode, port = 'done'): Lab =>
  createLab(
    flow({ work: node, after: set({ out: '{{ steps.work }}' }) }, [
      'go -> work',
      `work${port === 'done' ? '' : `.${port}`} -> after`,
    ]),
  );
const recover: RunInput = { type: 'recover', probes: [] };
const answer = (answer_: 'done' | 'again' | 'fail', output = {}): RunInput => ({
  type: 'answer',
  node: 'work',
  visit: 1,
  by: 'mara',
  answer: answer_,
  output,
});
const retry: RunInput = { type: 'retry', by: 'mara', node: null, hash: 'h', version: 2 };

describe('after a crash', () => {
  test('what reads, or carries a key, is done again with the same key', () => {
    for (const node of [
      get(),
      post({}, { idempotencyKey: 'k' }),
      { kind: 'llm', config: { connection: 'model', prompt: 'x' } },
    ]) {
      const lab = one(node);
      const key = attemptsToStart(flow({}, []), lab.current())[0]?.key;
      expect(typesOf(lab.give(recover))).toEqual(['step.interrupted', 'step.started']);
      expect(attemptsToStart(flow({}, []), lab.current())).toEqual([
        { node: 'work', visit: 1, attempt: 2, key, practice: false },
      ]);
      lab.ok('work');
      expect(lab.status).toBe('succeeded');
      lab.expectReplay();
    }
  });

  test('what may have happened asks a person, and the run waits', () => {
    for (const node of [post(), ssh(false)]) {
      const lab = one(node);
      expect(typesOf(lab.give(recover))).toEqual(['step.unknown']);
      expect(lab.status).toBe('waiting');
      expect(lab.visit('work').status).toBe('unknown');
      expect(typesOf(lab.give(recover))).toEqual([]);
      lab.expectReplay();
    }
  });

  test("the author's word on reading and writing counts", () => {
    const reads = one(post({ effect: 'read' }));
    reads.give(recover);
    expect(reads.visit('work').status).toBe('running');
    const writes = one(get({ effect: 'write' }));
    writes.give(recover);
    expect(writes.visit('work').status).toBe('unknown');
  });

  test('a probe decides where the kind has one: happened, did not, or cannot tell', () => {
    const probed = (
      found: { happened: true; output: { exitCode: number } } | { happened: false } | { happened: 'unsure' },
    ): Lab => {
      const lab = one(ssh(true));
      lab.give({ type: 'recover', probes: [{ node: 'work', visit: 1, found }] });
      return lab;
    };
    expect(probed({ happened: true, output: { exitCode: 0 } }).visit('after')).toMatchObject({
      output: { out: { exitCode: 0 } },
    });
    expect(probed({ happened: false }).visit('work')).toMatchObject({ status: 'running', attempt: 2 });
    expect(probed({ happened: 'unsure' }).visit('work').status).toBe('unknown');
  });

  test('interrupted attempts do not use up the retries', () => {
    const program = flow({ work: get({ retry: { attempts: 2, backoff: '1s' } }) }, ['go -> work']);
    const lab = createLab(program);
    lab.give(recover);
    lab.give(recover);
    lab.fail('work', { passing: true });
    expect(lab.visit('work').status).toBe('scheduled');
    lab.tick(nextDue(program, lab.current()) ?? 0);
    lab.fail('work', { passing: true });
    expect(lab.visit('work').status).toBe('failed');
    expect(lab.visit('work').attempts.map(({ error }) => error?.code)).toEqual([
      'interrupted',
      'interrupted',
      'http_500',
      'http_500',
    ]);
  });

  test('waits, approvals and planned retries need no recovery', () => {
    const program = flow(
      { a: ask(), b: { kind: 'sleep', config: { for: '1h' } }, c: get({ retry: { attempts: 2 } }) },
      ['go -> a', 'go -> b', 'go -> c'],
    );
    const lab = createLab(program);
    lab.fail('c', { passing: true });
    expect(typesOf(lab.give(recover))).toEqual([]);
  });
});

describe('did this happen?', () => {
  const asked = (port?: string): Lab => {
    const lab = one(post(), port);
    lab.give(recover);
    return lab;
  };

  test('done: the run goes on with the output that was given, and shows who gave it', () => {
    const lab = asked();
    expect(typesOf(lab.give(answer('done', { status: 201 })))).toEqual([
      'run.repaired',
      'step.succeeded',
      'step.succeeded',
      'run.ended',
    ]);
    expect(lab.visit('after')).toMatchObject({ output: { out: { status: 201 } } });
    expect(lab.visit('work')).toMatchObject({ override: 'mara' });
    lab.expectReplay();
  });

  test('again: the next attempt carries the same key', () => {
    const lab = asked();
    expect(typesOf(lab.give(answer('again')))).toEqual(['run.repaired', 'step.started']);
    expect(lab.visit('work')).toMatchObject({ status: 'running', attempt: 2, key: 'run-1.work.1' });
    expect(lab.status).toBe('running');
    lab.ok('work');
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test('fail: out by the error port, or the run fails', () => {
    const caught = asked('error');
    caught.give(answer('fail'));
    expect(caught.visit('after')).toMatchObject({ output: { out: { error: { code: 'answered_failed' } } } });
    const open = asked();
    open.give(answer('fail'));
    expect(open.current()).toMatchObject({ status: 'failed', outcome: { node: 'work' } });
  });

  test('is answered once, and only where it is asked', () => {
    const lab = asked();
    expect(lab.give({ ...answer('done'), node: 'after' } as RunInput).refused).toMatchObject({
      code: 'not_found',
    });
    expect(lab.give({ ...answer('done'), node: 'go' } as RunInput).refused).toMatchObject({
      code: 'conflict',
    });
    lab.give(answer('again'));
    expect(lab.give(answer('done')).refused).toMatchObject({ code: 'conflict' });
    lab.ok('work');
    expect(lab.give(answer('done')).refused).toMatchObject({ code: 'conflict' });
  });
});

describe('cancel', () => {
  test('ends everything at once: waits, approvals, reads; a begun write is noted as unknown without a card', () => {
    const nodes = { a: ask(), b: get(), c: post(), d: { kind: 'wait', config: { for: 'callback' } } };
    const lab = createLab(flow(nodes, ['go -> a', 'go -> b', 'go -> c', 'go -> d']));
    lab.give({ type: 'cancel', by: 'mara', reason: 'wrong customer' });
    expect(lab.current().visits.map(({ node, status }) => [node, status])).toEqual([
      ['go', 'succeeded'],
      ['a', 'cancelled'],
      ['b', 'cancelled'],
      ['c', 'unknown'],
      ['d', 'cancelled'],
    ]);
    expect(lab.current()).toMatchObject({
      status: 'cancelled',
      outcome: { node: null, message: 'wrong customer' },
    });
    expect(attemptsToStart(flow({}, []), lab.current())).toEqual([]);
    lab.expectReplay();
  });

  test('a cancelled run ignores what arrives late', () => {
    const nodes = { a: ask(), b: get(), c: post(), d: { kind: 'wait', config: { for: 'callback' } } };
    const program = flow(nodes, ['go -> a', 'go -> b', 'go -> c', 'go -> d']);
    const lab = createLab(program);
    lab.give({ type: 'cancel', by: 'mara', reason: '' });
    const before = lab.events.length;
    lab.ok('b');
    lab.ok('c');
    lab.callback('d', 1);
    lab.decideOn('a', 'approved');
    lab.tick(lab.at + 1e12);
    lab.give(recover);
    expect(
      lab.give({ type: 'answer', node: 'c', visit: 1, by: 'mara', answer: 'done', output: {} }).refused,
    ).toMatchObject({ code: 'conflict' });
    expect(lab.give({ type: 'cancel', by: 'mara', reason: '' }).refused).toMatchObject({ code: 'conflict' });
    expect(lab.give(retry).refused).toMatchObject({ code: 'conflict' });
    expect(nextDue(program, lab.current())).toBeNull();
    expect(lab.events).toHaveLength(before);
  });
});

describe('start', () => {
  test('needs a trigger of this flow, and happens once', () => {
    const program = flow({ a: get() }, ['go -> a']);
    const lab = createLab(program);
    const start = lab.events[0]?.type === 'run.started' ? lab.events[0].data : null;
    if (start === null) throw new Error('no start');
    expect(lab.give({ type: 'start', info: start }).refused).toMatchObject({ code: 'conflict' });
    const none = createLab(program, { start: false });
    expect(none.give({ type: 'tick' }).refused).toMatchObject({ code: 'not_found' });
    expect(
      none.give({ type: 'start', info: { ...start, trigger: { node: 'a', kind: 'http' } } }).refused,
    ).toMatchObject({ code: 'malformed' });
  });
});
