import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { JsonObject } from '../../../shared/json.ts';
import { decide, nextDue } from '../../../shared/run/decide.ts';
import { nextInput, randomFlow } from './random-flow.ts';
import { ask, createLab, flow, get, info, people, set, t0, typesOf, world } from './run-lab.ts';
import type { Lab } from './run-lab.ts';
import type { Program } from '../../../shared/run/program.ts';

const hour = 3_600_000;
const day = 24 * hour;
const draft = { target: 'draft', version: null, startedBy: 'owner' } as const;

const open = (program: Program): Lab =>
  createLab(program, { info: draft, world: { workspace: people }, payload: { body: {} } });

const review = (config: JsonObject): Program =>
  flow({ review: ask({ title: 'Publish', assign: { pools: ['editors'] }, ...config }), yes: set({}) }, [
    'go -> review',
    'review.approved -> yes',
  ]);

/** What a jump did, without the jump itself. */
const afterJump = (lab: Lab): string[] => typesOf(lab.jump()).slice(1);

const expectTimeGoesOn = ({ events }: Lab): void =>
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((left, right) => left - right));

describe('a draft jumps to what is due next', () => {
  test('to the reminder, then the escalation, then the deadline: one rung each', () => {
    const lab = open(
      review({
        remind: ['1h'],
        escalate: [{ after: '4h', to: { pools: ['chiefs'] } }],
        timeout: '8h',
        onTimeout: 'decline',
      }),
    );
    expect(lab.jump().events).toEqual([
      {
        type: 'clock.jumped',
        node: 'review',
        visit: 1,
        data: { by: 'owner', ms: hour, to: 'reminder' },
      },
      { type: 'approval.reminded', node: 'review', visit: 1, data: { index: 0 } },
    ]);
    expect(lab.current().clockAheadMs).toBe(hour);
    expect(afterJump(lab)).toEqual(['approval.escalated']);
    expect(lab.visit('review').approval?.assign.pools).toEqual(['editors', 'chiefs']);
    expect(afterJump(lab)).toEqual(['approval.decided', 'run.ended']);
    expect(lab.current()).toMatchObject({
      status: 'declined',
      endedAt: t0 + 8 * hour,
      clockAheadMs: 8 * hour,
    });
    expectTimeGoesOn(lab);
    lab.expectReplay();
  });

  test('real time that passes in between counts: the jump is only what is left', () => {
    const lab = open(review({ remind: ['1h'], timeout: '8h', onTimeout: 'decline' }));
    lab.at = t0 + 20 * 60_000;
    expect(lab.jump().events[0]?.data).toMatchObject({ ms: 40 * 60_000, to: 'reminder' });
    expect(lab.at).toBe(t0 + hour);
    lab.at += 2 * hour;
    expect(lab.jump().events[0]?.data).toMatchObject({ ms: 5 * hour, to: 'deadline' });
    expectTimeGoesOn(lab);
  });

  test('out of a sleep, to the next attempt, past a wait’s end', () => {
    const lab = open(
      flow(
        {
          rest: { kind: 'sleep', config: { for: '400d' } },
          read: get({ retry: { attempts: 2, backoff: '10m', factor: 1 } }),
          hold: { kind: 'wait', config: { timeout: '6h' } },
          late: set({ at: '{{ run.startedAt }}' }),
        },
        ['go -> rest', 'rest -> read', 'read -> hold', 'hold.timeout -> late'],
      ),
    );
    expect(lab.jump().events[0]?.data).toEqual({ by: 'owner', ms: 400 * day, to: 'wake' });
    lab.fail('read', { passing: true });
    const retry = lab.jump();
    expect(retry.events[0]?.data).toMatchObject({ to: 'retry' });
    expect(typesOf(retry)).toEqual(['clock.jumped', 'step.started']);
    lab.ok('read');
    const late = lab.jump();
    expect(late.events[0]?.data).toEqual({ by: 'owner', ms: 6 * hour, to: 'deadline' });
    expect(lab.path()).toEqual(['go done', 'rest done', 'read done', 'hold timeout', 'late done']);
    expectTimeGoesOn(lab);
    lab.expectReplay();
  });

  test('of several branches that wait, to the one that is first; the others come nearer by as much', () => {
    const lab = open(
      flow(
        { long: { kind: 'sleep', config: { for: '5h' } }, short: { kind: 'sleep', config: { for: '2h' } } },
        ['go -> long', 'go -> short'],
      ),
    );
    lab.jump();
    expect(lab.path()).toEqual(['go done', 'long waiting', 'short done']);
    expect(lab.jump().events[0]?.data).toMatchObject({ ms: 3 * hour });
    expect(lab.status).toBe('succeeded');
  });

  test('in a loop each round has its own times, counted from when it began', () => {
    const lab = open(
      flow({ review: ask({ timeout: '2h' }), rest: { kind: 'sleep', config: { for: '1h' } } }, [
        'go -> review',
        'review.timeout -> rest',
        'rest -> review',
      ]),
    );
    for (const expected of [2, 1, 2, 1]) {
      expect(lab.jump().events[0]?.data).toMatchObject({ ms: expected * hour });
    }
    expect(lab.visit('review').startedAt).toBe(t0 + 6 * hour);
    expect(lab.visit('review').visit).toBe(3);
    lab.expectReplay();
  });

  test('what is due already happens without a jump', () => {
    const lab = open(review({ remind: ['1h'], timeout: '8h', onTimeout: 'decline' }));
    lab.at = t0 + hour;
    expect(typesOf(lab.jump())).toEqual(['approval.reminded']);
    expect(lab.current().clockAheadMs).toBe(0);
  });
});

describe('a jump is refused', () => {
  const codeOf = (lab: Lab): string | undefined => lab.jump().refused?.code;

  test('in a run that counts, whatever it waits for', () => {
    const program = review({ timeout: '8h', onTimeout: 'decline' });
    for (const target of ['live', 'version'] as const) {
      const lab = createLab(program, { info: { ...info(program, {}), target } });
      expect(codeOf(lab)).toBe('forbidden');
      expect(lab.current().clockAheadMs).toBe(0);
    }
  });

  test('where nothing waits for a time, where the run has ended, and past the end of the calendar', () => {
    const untimed = open(review({}));
    expect(codeOf(untimed)).toBe('conflict');
    untimed.decideOn('review', 'approved');
    expect(untimed.jump().refused?.message).toContain('has ended');
    const far = open(
      flow({ rest: { kind: 'sleep', config: { until: '9999-06-01T00:00:00Z' } } }, ['go -> rest']),
    );
    expect(codeOf(far)).toBe('conflict');
  });
});

test('in any flow a jump does exactly what waiting would have done, and time never goes back', () => {
  const choices = fc.infiniteStream(fc.tuple(fc.nat(30), fc.nat(32)));
  fc.assert(
    fc.property(randomFlow, choices, (random, stream) => {
      fc.pre(random !== null);
      const { program } = random;
      const lab = createLab(program, { info: draft, payload: { body: { bits: [true, false, true] } } });
      for (let i = 0; i < 300 && lab.current().endedAt === null; i++) {
        const [who, what] = stream.next().value ?? [0, 0];
        const due = nextDue(program, lab.current());
        if (due !== null && due > lab.at && what % 3 === 0) {
          const waited = decide(program, lab.current(), { type: 'tick' }, world({ at: due }));
          expect(lab.jump().events.slice(1)).toEqual(waited.events);
          continue;
        }
        const next = nextInput(lab, program, who, what);
        if (next === null) break;
        lab.at = next.at;
        lab.give(next.input);
      }
      expectTimeGoesOn(lab);
      lab.expectReplay();
    }),
    { numRuns: 100 },
  );
});
