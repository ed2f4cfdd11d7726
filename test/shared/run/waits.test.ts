import { describe, expect, test } from 'vitest';

import type { Json } from '../../../shared/json.ts';
import { nextDue } from '../../../shared/run/decide.ts';
import { checkCallback } from '../../../shared/run/decide/waits.ts';
import { openPolls } from '../../../shared/run/polls.ts';
import { createLab, flow, set, t0, typesOf } from './run-lab.ts';

const day = 86_400_000;
const hour = 3_600_000;

describe('sleep', () => {
  test('a timer of 400 days is not early by a millisecond, and needs nothing but a due time', () => {
    const program = flow({ nap: { kind: 'sleep', config: { for: '400d' } } }, ['go -> nap']);
    const lab = createLab(program);
    expect(lab.status).toBe('waiting');
    expect(nextDue(program, lab.current())).toBe(t0 + 400 * day);
    expect(typesOf(lab.tick(t0 + 400 * day - 1))).toEqual([]);
    expect(typesOf(lab.tick(t0 + 400 * day))).toEqual(['step.succeeded', 'run.ended']);
    expect(nextDue(program, lab.current())).toBeNull();
    lab.expectReplay();
  });

  test('until takes a moment from a formula; one that has passed goes on at once', () => {
    const program = flow({ nap: { kind: 'sleep', config: { until: '{{ trigger.body.when }}' } } }, [
      'go -> nap',
    ]);
    const ahead = createLab(program, { payload: { body: { when: '2026-03-09T10:30:00+01:00' } } });
    expect(nextDue(program, ahead.current())).toBe(Date.UTC(2026, 2, 9, 9, 30));
    const past = createLab(program, { payload: { body: { when: '2020-01-01' } } });
    expect(past.visit('nap')).toMatchObject({
      status: 'succeeded',
      output: { until: '2020-01-01T00:00:00.000Z' },
    });
    expect(past.status).toBe('succeeded');
  });

  test('what is no moment fails the step with words', () => {
    for (const when of ['tomorrow', '2026-03-09T10:30:00', 5, null] as Json[]) {
      const lab = createLab(
        flow({ nap: { kind: 'sleep', config: { until: '{{ trigger.body.when }}' } } }, ['go -> nap']),
        {
          payload: { body: { when } },
        },
      );
      expect(lab.visit('nap')).toMatchObject({ status: 'failed', error: { code: 'invalid_input' } });
      expect(lab.status).toBe('failed');
    }
  });

  test('timers that came due while nobody was there happen in the order they came due', () => {
    const nodes = {
      slow: { kind: 'sleep', config: { for: '2h' } },
      quick: { kind: 'sleep', config: { for: '1h' } },
      then: { kind: 'sleep', config: { for: '10m' } },
    };
    const program = flow(nodes, ['go -> slow', 'go -> quick', 'quick -> then']);
    const lab = createLab(program);
    lab.tick(t0 + 5 * hour);
    expect(lab.path()).toEqual(['go done', 'slow done', 'quick done', 'then waiting']);
    expect(lab.visit('quick').endedSeq).toBeLessThan(lab.visit('slow').endedSeq ?? 0);
    expect(nextDue(program, lab.current())).toBe(t0 + 5 * hour + 600_000);
  });
});

describe('callback', () => {
  const wait = (config: Record<string, Json> = {}) =>
    flow(
      {
        job: { kind: 'wait', config: { for: 'callback', timeout: '1h', ...config } },
        got: set({ it: '{{ steps.job.body }}' }),
        late: set({}),
      },
      ['go -> job', 'job -> got', 'job.timeout -> late'],
    );

  test('the first call resolves the wait, a second one is told that it was answered', () => {
    const lab = createLab(wait());
    expect(typesOf(lab.callback('job', { n: 1 }))).toEqual(['step.succeeded', 'step.succeeded', 'run.ended']);
    expect(lab.visit('got')).toMatchObject({ output: { it: { n: 1 } } });
    expect(lab.callback('job', { n: 2 }).refused).toMatchObject({ code: 'expired' });
    lab.expectReplay();
  });

  test('around the deadline: a millisecond before counts, the instant itself and later do not; one outcome each', () => {
    for (const [offset, isHeard] of [
      [-1, true],
      [0, false],
      [1, false],
    ] as const) {
      for (const isTickedFirst of [false, true]) {
        const lab = createLab(wait());
        lab.at = t0 + hour + offset;
        if (isTickedFirst) lab.tick();
        const { refused } = lab.callback('job', 1);
        expect(refused === null).toBe(isHeard);
        if (refused !== null) expect(refused.code).toBe('expired');
        lab.tick();
        lab.tick(t0 + 2 * hour);
        expect(lab.path().slice(1)).toEqual(
          isHeard ? ['job done', 'got done'] : ['job timeout', 'late done'],
        );
        expect(lab.status).toBe('succeeded');
        lab.expectReplay();
      }
    }
  });

  test('a call that came before its wait resolves it on arrival', () => {
    const early = (node: string, visit: number) =>
      node === 'job' && visit === 1 ? { early: true } : undefined;
    const lab = createLab(wait(), { world: { earlyCallback: early } });
    expect(lab.events.map(({ type }) => type)).toEqual([
      'run.started',
      'step.succeeded',
      'step.waiting',
      'step.succeeded',
      'step.succeeded',
      'run.ended',
    ]);
    expect(lab.visit('got')).toMatchObject({ output: { it: { early: true } } });
  });

  test('a body that does not fit is refused and the wait goes on, also where it came early', () => {
    const program = wait({ schema: { exit: { type: 'number', required: true } } });
    const lab = createLab(program, { world: { earlyCallback: () => ({ exit: 'zero' }) } });
    expect(lab.status).toBe('waiting');
    expect(lab.callback('job', { exit: 'zero' }).refused).toMatchObject({ code: 'invalid_input' });
    expect(checkCallback(program, 'job', 'text')).toMatchObject({ code: 'invalid_input' });
    expect(lab.status).toBe('waiting');
    expect(lab.callback('job', { exit: 0 }).refused).toBeNull();
    expect(lab.visit('got')).toMatchObject({ output: { it: { exit: 0 } } });
  });

  test('a call for a run that has ended, or for a wait that is none, is answered and changes nothing', () => {
    const lab = createLab(wait());
    expect(lab.callback('job', 1, 2).refused).toMatchObject({ code: 'not_found' });
    expect(lab.callback('got', 1, 1).refused).toMatchObject({ code: 'not_found' });
    lab.give({ type: 'cancel', by: 'owner', reason: 'enough' });
    expect(lab.callback('job', 1).refused).toMatchObject({ code: 'expired' });
    expect(lab.current()).toMatchObject({ status: 'cancelled', outcome: { message: 'enough' } });
  });

  test('every visit in a loop is its own wait', () => {
    const program = flow({ job: { kind: 'wait', config: { for: 'callback' } } }, ['go -> job', 'job -> job']);
    const lab = createLab(program);
    for (let n = 1; n <= 5; n++) {
      expect(lab.callback('job', n, n).refused).toBeNull();
      expect(lab.callback('job', n, n).refused).toMatchObject({ code: 'expired' });
    }
    expect(lab.path()).toEqual([
      'go done',
      'job done',
      'job#2 done',
      'job#3 done',
      'job#4 done',
      'job#5 done',
      'job#6 waiting',
    ]);
  });

  test('a wait that also looks for the end of its job says which visit of it, and how often', () => {
    const nodes = {
      kick: { kind: 'ssh', config: { connection: 'box', command: './long', detach: true } },
      job: { kind: 'wait', config: { for: 'callback', poll: { job: 'kick', every: '10s' } } },
    };
    const program = flow(nodes, ['go -> kick', 'kick -> job']);
    const lab = createLab(program);
    lab.ok('kick', { exitCode: 0 });
    expect(openPolls(program, lab.current())).toEqual([
      { node: 'job', visit: 1, since: t0, everyMs: 10_000, job: { node: 'kick', visit: 1 } },
    ]);
    lab.callback('job', { exitCode: 0, stdout: '', stderr: '' });
    expect(openPolls(program, lab.current())).toEqual([]);
  });
});
