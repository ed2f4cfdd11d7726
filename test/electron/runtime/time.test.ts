import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { judgeSlots, nextSlot } from '../../../electron/runtime/slots.ts';
import type { Spec } from '../../../electron/runtime/slots.ts';
import { addFlow, openEngine, removeHome, statusOf, temporaryHome } from '../../support/engine-home.ts';
import type { EngineHome, EngineOptions } from '../../support/engine-home.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import type { VirtualClock } from '../../support/virtual-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let home: string;
let clock: VirtualClock;
let engine: EngineHome;
const open = async (options: EngineOptions = {}): Promise<void> => {
  engine = await openEngine({ home, clock, ...options });
};
beforeEach(() => {
  home = temporaryHome();
  clock = createVirtualClock();
});
afterEach(async () => {
  await engine.close();
  removeHome(home);
});

const start = async (): Promise<string> =>
  (await engine.runtime.start({ flow: 'f', target: 'draft', input: {}, startedBy: 'owner' })).id;

const sleeping = (config: string): string => `countersign: 1
id: f
nodes:
  go: { kind: trigger.manual }
  rest: { kind: sleep, config: ${config} }
edges:
  - go -> rest
`;

describe('timers', () => {
  test('a sleep of 400 days ends once, not a moment early, over restarts, and no timer is ever longer than an hour', async () => {
    const asked: number[] = [];
    const { setTimer } = clock;
    clock.setTimer = (ms, wake) => {
      asked.push(ms);
      return setTimer(ms, wake);
    };
    await open();
    await addFlow(engine, sleeping('{ for: 400d }'));
    const id = await start();
    clock.jump(200 * day);
    await clock.advance(minute);
    await engine.close();
    clock.jump(199 * day);
    await open();
    clock.jump(day - 2 * minute);
    await clock.advance(minute - 1);
    expect(statusOf(engine, id)).toBe('waiting');
    await clock.advance(1);
    await engine.runtime.idle();
    expect(statusOf(engine, id)).toBe('succeeded');
    expect(
      engine.runtime.events(id).filter((event) => event.type === 'step.succeeded' && event.node === 'rest'),
    ).toHaveLength(1);
    expect(Math.max(...asked)).toBeLessThanOrEqual(hour);
  });

  test('a thousand waiting runs cost one timer and no memory of their own, and all wake', async () => {
    await open();
    await addFlow(
      engine,
      sleeping("{ for: '{{ trigger.input.nap }}' }").replace(
        'nodes:',
        'inputs:\n  nap: { type: string }\nnodes:',
      ),
    );
    await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        engine.runtime.start({
          flow: 'f',
          target: 'draft',
          input: { nap: `${index + 1}m` },
          startedBy: 'owner',
        }),
      ),
    );
    await engine.runtime.idle();
    expect(clock.timers()).toBe(1);
    expect(engine.runtime.held()).toBeLessThanOrEqual(500);
    expect(engine.store.runs.counts()).toEqual([{ status: 'waiting', count: 1000 }]);
    await clock.advance(500 * minute);
    await engine.runtime.idle();
    expect(engine.store.runs.counts()).toEqual([{ status: 'waiting', count: 500 }]);
    clock.jump(600 * minute);
    engine.runtime.wake();
    await engine.runtime.idle();
    expect(engine.store.runs.counts()).toEqual([]);
  }, 30_000);

  test('a clock that is set back makes nothing happen twice, and a jump is in the journal', async () => {
    await open();
    await addFlow(engine, sleeping('{ for: 1h }'));
    const id = await start();
    await clock.advance(30 * minute);
    clock.jump(-2 * hour);
    await clock.advance(2 * hour);
    expect(statusOf(engine, id)).toBe('waiting');
    await clock.advance(30 * minute);
    await engine.runtime.idle();
    expect(statusOf(engine, id)).toBe('succeeded');
    expect(engine.store.audit.all().map((entry) => entry.kind)).toContain('clock.jumped');
  });

  test('a computer that says it woke up does at once what was due, and its sleep is in the journal once', async () => {
    await open();
    await addFlow(engine, sleeping('{ for: 1h }'));
    const id = await start();
    clock.jump(9 * hour);
    expect(statusOf(engine, id)).toBe('waiting');
    engine.runtime.wake();
    await engine.runtime.idle();
    expect(statusOf(engine, id)).toBe('succeeded');
    // The timer that was set before the sleep fires long after it.
    await clock.advance(5 * minute);
    engine.runtime.wake();
    await engine.runtime.idle();
    const jumps = engine.store.audit.all().filter(({ kind }) => kind === 'clock.jumped');
    expect(jumps.map(({ body }) => body)).toEqual([
      { byMs: expect.closeTo(9 * hour, -5), direction: 'forward' },
    ]);
  });
});

describe('slots', () => {
  const at = (text: string): number => Date.parse(text);
  const iso = (times: number[]): string[] => times.map((time) => new Date(time).toISOString());
  const berlin: Spec = { cron: '30 2 * * *', timezone: 'Europe/Berlin', misfire: 'all' };

  test('a local time that is skipped fires once at the end of the gap, a repeated one once', () => {
    const spring = judgeSlots(berlin, at('2026-03-28T00:00:00Z'), at('2026-03-31T00:00:00Z'));
    expect(iso(spring.fire)).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    const autumn = judgeSlots(berlin, at('2026-10-24T12:00:00Z'), at('2026-10-26T12:00:00Z'));
    expect(iso(autumn.fire)).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']);
  });

  test('in every zone and at every change, the slots looked back at are those looked forward to', () => {
    const zones = [
      'Europe/Berlin',
      'America/New_York',
      'America/Santiago',
      'Australia/Lord_Howe',
      'Africa/Cairo',
      'Pacific/Apia',
      'Asia/Kathmandu',
      'UTC',
    ];
    for (const timezone of zones) {
      for (const cron of ['30 2 * * *', '*/40 * * * *', '0 0 1 * *']) {
        const spec: Spec = { cron, timezone, misfire: 'all' };
        for (const from of [
          '2026-03-07T00:00:00Z',
          '2026-03-28T12:00:00Z',
          '2026-04-04T00:00:00Z',
          '2026-09-05T00:00:00Z',
          '2026-10-24T12:00:00Z',
          '2026-11-01T00:00:00Z',
        ]) {
          const until = at(from) + 2 * day;
          const forward: number[] = [];
          for (
            let next = nextSlot(spec, at(from));
            next !== null && next <= until;
            next = nextSlot(spec, next)
          )
            forward.push(next);
          const { fire, missed } = judgeSlots(spec, at(from), until);
          expect({ timezone, cron, from, slots: [...fire, ...missed].sort((a, b) => a - b) }).toEqual({
            timezone,
            cron,
            from,
            slots: forward,
          });
        }
      }
    }
  });

  test('every counts from the Unix epoch', () => {
    const spec: Spec = { every: '7m', timezone: 'UTC', misfire: 'latest' };
    const next = nextSlot(spec, at('2026-03-02T09:00:00Z')) ?? 0;
    expect([
      next % (7 * minute),
      next > at('2026-03-02T09:00:00Z'),
      nextSlot(spec, next - 1),
      nextSlot(spec, next),
    ]).toEqual([0, true, next, next + 7 * minute]);
  });

  test.each([
    ['latest', undefined, 1, 8],
    ['skip', undefined, 0, 9],
    ['all', undefined, 9, 0],
    ['all', '100m', 2, 7],
    ['latest', '10m', 0, 9],
  ] as const)(
    'nine missed hours under %s with maxLate %s start %i and list %i',
    (misfire, maxLate, fired, missed) => {
      const spec: Spec = {
        cron: '0 * * * *',
        timezone: 'UTC',
        misfire,
        ...(maxLate === undefined ? {} : { maxLate }),
      };
      const judged = judgeSlots(spec, at('2026-03-02T08:30:00Z'), at('2026-03-02T17:30:00Z'));
      expect([judged.fire.length, judged.missed.length, iso([judged.last])]).toEqual([
        fired,
        missed,
        ['2026-03-02T17:00:00.000Z'],
      ]);
    },
  );

  test('a slot that is there on time is run for, and the missed ones before it are not run as well', () => {
    const spec: Spec = { cron: '0 * * * *', timezone: 'UTC', misfire: 'latest' };
    const judged = judgeSlots(spec, at('2026-03-02T08:30:00Z'), at('2026-03-02T17:00:05Z'));
    expect([iso(judged.fire), judged.missed.length]).toEqual([['2026-03-02T17:00:00.000Z'], 8]);
  });

  test.each([
    ['latest', 1],
    ['skip', 0],
    ['all', 6],
  ] as const)(
    'what came while nothing ran was missed, however short that was: %s starts %i',
    (misfire, fired) => {
      const spec: Spec = { every: '1s', timezone: 'UTC', misfire };
      const [before, since] = [at('2026-03-02T09:00:00.200Z'), at('2026-03-02T09:00:06.500Z')];
      const judged = judgeSlots(spec, before, since, since);
      expect([judged.fire.length, judged.missed.length]).toEqual([fired, 6 - fired]);
      const next = judgeSlots(spec, judged.last, at('2026-03-02T09:00:07.010Z'), since);
      expect(iso(next.fire)).toEqual(['2026-03-02T09:00:07.000Z']);
    },
  );

  test('after a minute of sleep, a schedule of every second does not start sixty runs', () => {
    const spec: Spec = { every: '1s', timezone: 'UTC', misfire: 'latest' };
    const start = at('2026-03-02T09:00:00Z');
    const judged = judgeSlots(spec, start, start + 59_500, start);
    expect([judged.fire.length, judged.missed.length]).toEqual([5, 54]);
  });
});

describe('schedules', () => {
  const scheduled = (config: string): string => `countersign: 1
id: f
nodes:
  tick: { kind: trigger.schedule, config: ${config} }
  keep: { kind: set, config: { values: { at: '{{ trigger.scheduledFor }}' } } }
edges:
  - tick -> keep
`;
  const startedAt = (): string[] =>
    engine.store.runs
      .list({ limit: 500 })
      .items.map((run) => engine.runtime.state(run.id).info.payload as { scheduledFor: string })
      .map((payload) => payload.scheduledFor)
      .reverse();

  test('each slot starts one run at its time, in the name of who put it live', async () => {
    await open();
    await addFlow(engine, scheduled('{ every: 15m }'), true, clock.now());
    await clock.advance(15 * minute - 1);
    expect(startedAt()).toEqual([]);
    await clock.advance(30 * minute + 1);
    expect(startedAt()).toEqual([
      '2026-03-02T09:15:00.000Z',
      '2026-03-02T09:30:00.000Z',
      '2026-03-02T09:45:00.000Z',
    ]);
    expect(engine.store.runs.list({}).items[0]).toMatchObject({
      startedBy: 'schedule',
      requester: 'owner',
      triggerKind: 'trigger.schedule',
    });
  });

  test('a clock that goes back, and a restart at the slot, never start a slot twice', async () => {
    await open();
    await addFlow(engine, scheduled('{ every: 1h }'), true, clock.now());
    await clock.advance(3 * hour);
    expect(startedAt()).toHaveLength(3);
    clock.jump(-2 * hour);
    engine.runtime.wake();
    await clock.advance(2 * hour);
    await engine.close();
    await open();
    await engine.runtime.idle();
    expect(startedAt()).toHaveLength(3);
    await clock.advance(hour);
    expect(startedAt()).toHaveLength(4);
  });

  test('missed slots follow the rule of the trigger and are listed', async () => {
    await open();
    await addFlow(engine, scheduled('{ cron: 0 * * * *, misfire: latest }'), true, clock.now());
    await engine.close();
    clock.jump(9.5 * hour);
    await open();
    await engine.runtime.idle();
    expect(startedAt()).toEqual(['2026-03-02T18:00:00.000Z']);
    expect(engine.store.schedules.missed(0, 100)).toHaveLength(8);
    expect(engine.store.audit.all().find((entry) => entry.kind === 'schedule.missed')?.body).toMatchObject({
      flow: 'f',
      node: 'tick',
      count: 8,
    });
  });

  test('offline disarms; coming back does not catch up on what was offline; a changed schedule fires no past slot', async () => {
    await open();
    await addFlow(engine, scheduled('{ every: 1h }'), true, clock.now());
    await engine.store.write(() => engine.store.flows.setLive('f', null, 'owner'));
    await engine.runtime.liveChanged('f');
    await clock.advance(5 * hour);
    expect(startedAt()).toEqual([]);
    await engine.store.write(() => engine.store.flows.setLive('f', 1, 'owner'));
    await engine.runtime.liveChanged('f');
    await addFlow(engine, scheduled('{ every: 4h }'), true, clock.now());
    await engine.runtime.idle();
    expect(startedAt()).toEqual([]);
    await clock.advance(4 * hour);
    expect(startedAt()).toEqual(['2026-03-02T16:00:00.000Z']);
  });
});
