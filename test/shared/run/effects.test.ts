import { describe, expect, test } from 'vitest';

import { sha256Hex } from '../../../shared/canonical.ts';
import type { DrawingNode } from '../../../shared/flow/drawing.ts';
import type { Json } from '../../../shared/json.ts';
import { attemptInput, attemptsToStart } from '../../../shared/run/attempts.ts';
import { nextDue } from '../../../shared/run/decide.ts';
import type { RunInput } from '../../../shared/run/input.ts';
import { createLab, flow, get, post, set, t0, typesOf, world } from './run-lab.ts';

const retry = (attempts: number, backoff = '2s', factor = 2): Partial<DrawingNode> => ({
  retry: { attempts, backoff, factor },
});

describe('effects', () => {
  test('the intention is written before anything leaves: resolved input, attempt and a key of its own', () => {
    const program = flow(
      { publish: post({}, { path: '/{{ trigger.body.id }}', body: { n: '{{ trigger.body.n }}' } }) },
      ['go -> publish'],
    );
    const lab = createLab(program, { payload: { body: { id: 'x', n: 3 } } });
    expect(lab.events.at(-1)).toMatchObject({
      type: 'step.started',
      data: { attempt: 1, key: 'run-1.publish.1', input: { method: 'POST', path: '/x', body: { n: 3 } } },
    });
    expect(attemptsToStart(program, lab.current())).toEqual([
      { node: 'publish', visit: 1, attempt: 1, key: 'run-1.publish.1', practice: false },
    ]);
    expect(attemptInput(program, lab.current(), 'publish', 1, world())).toMatchObject({
      path: '/x',
      body: { n: 3 },
    });
    lab.ok('publish', { status: 201 });
    expect(attemptsToStart(program, lab.current())).toEqual([]);
    expect(lab.status).toBe('succeeded');
    lab.expectReplay();
  });

  test("the author's idempotency key is resolved and stays the same for every attempt", () => {
    const program = flow({ pay: post(retry(3), { idempotencyKey: 'pay-{{ trigger.body.id }}' }) }, [
      'go -> pay',
    ]);
    const lab = createLab(program, { payload: { body: { id: 7 } } });
    lab.fail('pay', { passing: true });
    lab.tick(nextDue(program, lab.current()) ?? 0);
    expect(attemptsToStart(program, lab.current())).toEqual([
      { node: 'pay', visit: 1, attempt: 2, key: 'pay-7', practice: false },
    ]);
  });

  test('without a retry on the step a passing error is final', () => {
    const lab = createLab(flow({ call: get() }, ['go -> call']));
    lab.fail('call', { passing: true });
    expect(lab.current()).toMatchObject({
      status: 'failed',
      outcome: { node: 'call', message: 'call failed: The service said no.' },
    });
  });

  test('retry covers passing errors only: attempts counts all of them, with backoff and jitter', () => {
    const program = flow({ call: get(retry(3)), sorry: set({ e: '{{ steps.call.error }}' }) }, [
      'go -> call',
      'call.error -> sorry',
    ]);
    const lab = createLab(program);
    for (const backoff of [2000, 4000]) {
      lab.fail('call', { passing: true, status: 503 });
      const due = nextDue(program, lab.current()) ?? 0;
      expect(due - lab.at).toBeGreaterThanOrEqual(backoff);
      expect(due - lab.at).toBeLessThanOrEqual(backoff * 1.2);
      expect(lab.status).toBe('running');
      expect(typesOf(lab.tick(due - 1))).toEqual([]);
      expect(typesOf(lab.tick(due))).toEqual(['step.started']);
    }
    lab.fail('call', { passing: true, status: 503, code: 'http_503' });
    expect(lab.visit('sorry')).toMatchObject({
      output: { e: { code: 'http_503', message: 'The service said no.', status: 503 } },
    });
    expect(lab.visit('call').attempts.map(({ attempt, error }) => [attempt, error?.code])).toEqual([
      [1, 'http_500'],
      [2, 'http_500'],
      [3, 'http_503'],
    ]);
    lab.expectReplay();

    const final = createLab(program);
    final.fail('call');
    expect(final.path()).toEqual(['go done', 'call failed', 'sorry done']);
  });

  test('Retry-After is honoured, and neither it nor the backoff is ever over an hour', () => {
    const asked = (node: Partial<DrawingNode>, retryAfterMs?: number): number => {
      const program = flow({ call: get(node) }, ['go -> call']);
      const lab = createLab(program);
      lab.fail('call', { passing: true, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
      return (nextDue(program, lab.current()) ?? 0) - lab.at;
    };
    expect(asked(retry(2), 90_000)).toBe(90_000);
    expect(asked(retry(2), 10 * 365 * 86_400_000)).toBe(3_600_000);
    expect(asked(retry(2, '5h'))).toBe(3_600_000);
  });

  test('every attempt of a visit gets the same input, whatever other branches did meanwhile', () => {
    for (const rounds of [1, 40]) {
      const program = flow(
        {
          count: set({ n: '{{ default(steps.count.n, 0) + 1 }}' }),
          more: { kind: 'branch', config: { cases: [{ name: 'again', when: `steps.count.n < ${rounds}` }] } },
          a: get(),
          b: get(),
          tell: post(retry(2), { body: '{{ callback.answer }}' }),
          answer: { kind: 'wait', config: { for: 'callback' } },
        },
        [
          'go -> count',
          'count -> more',
          'more.again -> count',
          'more.else -> a',
          'more.else -> b',
          'a -> tell',
          'b -> tell',
          'tell -> answer',
        ],
      );
      const lab = createLab(program);
      lab.ok('a');
      lab.ok('b');
      lab.ok('tell', {}, 1);
      expect(lab.visit('answer').status).toBe('waiting');
      lab.fail('tell', { passing: true });
      lab.tick(nextDue(program, lab.current()) ?? 0);
      expect(lab.visit('tell', 2)).toMatchObject({
        attempt: 2,
        input: { body: 'callback://run-1/answer/1' },
      });
      expect(attemptInput(program, lab.current(), 'tell', 2, world())).toMatchObject({
        body: 'callback://run-1/answer/1',
      });
    }
  });

  test('jitter is the same on every replay', () => {
    const program = flow({ call: get(retry(2)) }, ['go -> call']);
    const dues = [1, 2].map(() => {
      const lab = createLab(program);
      lab.fail('call', { passing: true });
      return nextDue(program, lab.current());
    });
    expect(dues[0]).toBe(dues[1]);
  });

  test('a result for another attempt, an ended visit or an ended run changes nothing', () => {
    const lab = createLab(flow({ a: get(retry(2)), b: get() }, ['go -> a', 'go -> b']));
    const late: RunInput = {
      type: 'result',
      node: 'a',
      visit: 1,
      attempt: 1,
      result: { ok: true, output: 1 },
    };
    expect(typesOf(lab.give({ ...late, attempt: 2 }))).toEqual([]);
    expect(typesOf(lab.give({ ...late, visit: 2 }))).toEqual([]);
    lab.fail('a', { passing: true });
    lab.tick(lab.at + 10_000);
    expect(typesOf(lab.give(late))).toEqual([]);
    lab.ok('a', 2);
    expect(typesOf(lab.give({ ...late, attempt: 2 }))).toEqual([]);
    lab.give({ type: 'cancel', by: 'owner', reason: '' });
    expect(typesOf(lab.ok('b'))).toEqual([]);
    expect(lab.visit('a')).toMatchObject({ output: 2 });
  });

  test('may have happened: a bare write asks a person, an explicit retry, a read and a keyed write go on', () => {
    const outcome = (node: DrawingNode): string => {
      const lab = createLab(flow({ call: node }, ['go -> call']));
      lab.unsure('call');
      lab.expectReplay();
      return `${lab.visit('call').status}, ${lab.status}`;
    };
    expect(outcome(post())).toBe('unknown, waiting');
    expect(outcome(post(retry(2)))).toBe('scheduled, running');
    expect(outcome(get(retry(2)))).toBe('scheduled, running');
    expect(outcome(get())).toBe('failed, failed');
    expect(outcome(post({}, { idempotencyKey: 'k' }))).toBe('failed, failed');
    expect(outcome(post({ effect: 'read' }))).toBe('failed, failed');
  });

  test('in a practice run the attempt is marked, and so is what came of it', () => {
    const program = flow({ call: post() }, ['go -> call']);
    const lab = createLab(program, { world: { practice: () => true } });
    expect(attemptsToStart(program, lab.current())).toMatchObject([{ node: 'call', practice: true }]);
    lab.ok('call');
    expect(lab.visit('call')).toMatchObject({ status: 'succeeded', practice: true });
  });
});

describe('stored values', () => {
  const bytes = 'x'.repeat(70_000);
  const ref = { $resource: sha256Hex(bytes), size: bytes.length, type: 'text/plain' };
  const read = (one: { $resource: string }): Json | undefined =>
    one.$resource === ref.$resource ? bytes : undefined;

  test('are read through where a formula uses them, and travel as references where it only passes them on', () => {
    const program = flow(
      {
        load: get(),
        look: {
          kind: 'branch',
          config: { cases: [{ name: 'long', when: 'size(steps.load.body) > 60000' }] },
        },
        pass: set({ whole: '{{ steps.load.body }}', start: '{{ substring(steps.load.body, 0, 3) }}' }),
        send: post(
          {},
          { body: '{{ steps.pass.whole }}', headers: { 'x-note': 'got {{ size(steps.load.body) }}' } },
        ),
      },
      ['go -> load', 'load -> look', 'look.long -> pass', 'pass -> send'],
    );
    const lab = createLab(program, { world: { read } });
    lab.ok('load', { status: 200, body: ref });
    expect(lab.visit('look')).toMatchObject({ port: 'long' });
    expect(lab.visit('pass')).toMatchObject({ output: { whole: ref, start: 'xxx' } });
    expect(lab.visit('send')).toMatchObject({
      status: 'running',
      input: { body: ref, headers: { 'x-note': 'got 70000' } },
    });
    expect(attemptInput(program, lab.current(), 'send', 1, { read })).toMatchObject({ body: bytes });
    lab.expectReplay();
  });

  test('one that lies deep inside a value that is read as a whole is read through too, a listed file is not', () => {
    const file = { ref: { ...ref, name: 'log' }, name: 'log', type: 'text/plain', size: 70_000 };
    const program = flow(
      {
        load: get(),
        pack: set({ parcel: { text: '{{ steps.load.body }}', list: ['{{ steps.load.body }}'] } }),
        send: post(
          {},
          { body: { all: '{{ steps.pack }}', from: '{{ trigger }}', files: '{{ steps.load.files }}' } },
        ),
      },
      ['go -> load', 'load -> pack', 'pack -> send'],
    );
    const lab = createLab(program, { payload: { body: { text: ref } }, world: { read } });
    lab.ok('load', { body: ref, files: { first: file } });
    expect(attemptInput(program, lab.current(), 'send', 1, { read })).toMatchObject({
      body: {
        all: { parcel: { text: bytes, list: [bytes] } },
        from: { body: { text: bytes } },
        files: { first: file },
      },
    });
  });

  test('a long text put together from them is cut in history and whole for the executor', () => {
    const program = flow({ load: get(), send: post({}, { body: 'All: {{ steps.load.body }}' }) }, [
      'go -> load',
      'load -> send',
    ]);
    const lab = createLab(program, { world: { read } });
    lab.ok('load', { body: ref });
    expect(JSON.stringify(lab.visit('send').input).length).toBeLessThan(5000);
    expect(attemptInput(program, lab.current(), 'send', 1, { read })).toMatchObject({
      body: `All: ${bytes}`,
    });
  });

  test('one that is gone fails the step with words, and troubles nobody who only passes it on', () => {
    const nodes = {
      load: get(),
      keep: set({ it: '{{ steps.load.body }}' }),
      use: set({ n: '{{ size(steps.keep.it) }}' }),
    };
    const lab = createLab(flow(nodes, ['go -> load', 'load -> keep', 'keep -> use']));
    lab.ok('load', { body: ref });
    expect(lab.visit('keep')).toMatchObject({ status: 'succeeded', output: { it: ref } });
    expect(lab.visit('use')).toMatchObject({ status: 'failed', error: { code: 'expression_error' } });
    expect(lab.current().outcome?.message).toContain('The stored value of steps.keep.it cannot be read');
  });

  test('a persisted file keeps its reference: nobody opens it to say where it is', () => {
    const nodes = {
      load: get(),
      keep: { kind: 'persist', config: { name: 'log', content: '{{ steps.load.body }}' } },
      tell: set({ where: '{{ steps.keep.ref }}' }),
    };
    const program = flow(nodes, ['go -> load', 'load -> keep', 'keep -> tell']);
    const lab = createLab(program);
    lab.ok('load', { body: ref });
    expect(attemptInput(program, lab.current(), 'keep', 1, world())).toEqual({ name: 'log', content: ref });
    lab.ok('keep', { ref, name: 'log', type: 'text/plain', size: 70_000 });
    expect(lab.visit('tell')).toMatchObject({ output: { where: ref } });
    expect(t0).toBe(lab.at);
  });
});
