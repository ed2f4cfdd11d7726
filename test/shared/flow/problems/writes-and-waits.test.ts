import { describe } from 'vitest';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { approval, draw, hook, manual, post, set } from '../drawings.ts';
import { one, promised } from './promised.ts';

describe('writes, waits, joins and connections', () => {
  const loop = (nodes: Parameters<typeof draw>[0], edges: string[]): Drawing =>
    draw({ start: manual, ...nodes }, edges);
  const job = { kind: 'ssh', config: { connection: 'box', command: 'make', detach: true } };
  const box = { connections: { box: { kind: 'ssh' as const } } };

  promised('error', [
    [
      'a write in a loop without a limit is refused',
      loop({ a: set(), b: post }, ['start -> a', 'a -> b', 'b -> a']),
      one('unbounded_write_loop', 'b'),
    ],
    [
      'a write that leads to itself is refused',
      loop({ b: post }, ['start -> b', 'b.error -> b']),
      one('unbounded_write_loop', 'b'),
    ],
    [
      'a limit in one loop does not excuse another one',
      loop({ a: { ...set(), visits: 3 }, b: post, c: set() }, [
        'start -> a',
        'a -> b',
        'b -> a',
        'b.error -> c',
        'c -> b',
      ]),
      one('unbounded_write_loop', 'b'),
    ],
    [
      'a join cannot wait for more than comes',
      draw({ start: manual, a: set(), j: { kind: 'join', config: { mode: 'count', count: 2 } } }, [
        'start -> a',
        'a -> j',
      ]),
      one('join_count_too_high', 'j', 'config.count'),
    ],
    [
      'a connection is declared',
      draw({ start: manual, a: { kind: 'http', config: { connection: 'cms', path: '/' } } }, ['start -> a']),
      one('unknown_connection', 'a', 'config.connection'),
      /cms: \{ kind: http \}/,
    ],
    [
      'a connection has the kind its step works with',
      draw(
        { start: manual, a: { kind: 'http', config: { connection: 'box', path: '/' } } },
        ['start -> a'],
        box,
      ),
      one('wrong_connection_kind', 'a', 'config.connection'),
    ],
    [
      'mail goes over a mail server',
      draw(
        {
          start: manual,
          a: { kind: 'notify', config: { to: ['mara'], title: 'Hi', via: 'email', connection: 'box' } },
        },
        ['start -> a'],
        box,
      ),
      one('wrong_connection_kind', 'a', 'config.connection'),
      /kind smtp/,
    ],
    [
      'an address for answers belongs to a wait',
      draw({ start: manual, a: set({ x: '{{ callback.b }}' }), b: set() }, ['start -> a', 'a -> b']),
      one('unknown_reference', 'a', 'config.values.x'),
    ],
    [
      'an address for answers is handed out before the wait',
      draw({ start: manual, w: { kind: 'wait' }, a: set({ x: '{{ callback.w }}' }) }, [
        'start -> w',
        'w -> a',
      ]),
      one('never_after', 'a', 'config.values.x'),
    ],
    [
      'a wait asks after a step that exists',
      draw({ start: manual, w: { kind: 'wait', config: { poll: { job: 'jb' } } } }, ['start -> w']),
      one('unknown_node', 'w', 'config.poll.job'),
    ],
    [
      'a wait asks after a job that was left behind',
      draw({ start: manual, a: set(), w: { kind: 'wait', config: { poll: { job: 'a' } } } }, [
        'start -> a',
        'a -> w',
      ]),
      one('job_not_detached', 'w', 'config.poll.job'),
    ],
    [
      'a wait asks after a job that has run before it',
      draw(
        { start: manual, w: { kind: 'wait', config: { poll: { job: 'job' } } }, job },
        ['start -> w', 'w -> job'],
        box,
      ),
      one('never_before', 'w', 'config.poll.job'),
    ],
    [
      'the deadline of a wait leads somewhere',
      draw({ start: manual, w: { kind: 'wait', config: { timeout: '1h' } } }, ['start -> w']),
      one('timeout_unwired', 'w', 'config.timeout'),
    ],
    [
      'two webhooks have two addresses',
      draw({ hook, again: hook, a: set() }, ['hook -> a', 'again -> a']),
      one('duplicate_webhook_path', 'again', 'config.path'),
    ],
    [
      'a time plan is one',
      draw({ tick: { kind: 'trigger.schedule', config: { cron: '99 * * * *' } } }),
      one('invalid_cron', 'tick', 'config.cron'),
    ],
    [
      'a date is no time plan',
      draw({ tick: { kind: 'trigger.schedule', config: { cron: '2026-01-01T00:00:00' } } }),
      one('invalid_cron', 'tick', 'config.cron'),
    ],
    [
      'an interval is a second at least',
      draw({ tick: { kind: 'trigger.schedule', config: { every: '10ms' } } }),
      one('invalid_duration', 'tick', 'config.every'),
    ],
    [
      'a time zone is an IANA name',
      draw({ tick: { kind: 'trigger.schedule', config: { every: '1h', timezone: 'Europe/Berln' } } }),
      one('invalid_timezone', 'tick', 'config.timezone'),
    ],
    [
      'an offset is no time zone',
      draw({ tick: { kind: 'trigger.schedule', config: { every: '1h', timezone: '+01:00' } } }),
      one('invalid_timezone', 'tick', 'config.timezone'),
    ],
    [
      'a time carries its zone',
      draw({ start: manual, s: { kind: 'sleep', config: { until: '2026-01-01T00:00:00' } } }, ['start -> s']),
      one('invalid_time', 's', 'config.until'),
    ],
    [
      'a sleep is a length of time',
      draw({ start: manual, s: { kind: 'sleep', config: { for: 'a while' } } }, ['start -> s']),
      one('invalid_duration', 's', 'config.for'),
    ],
  ]);
  promised('warning', [
    [
      'an approval in the loop holds a write back',
      loop({ review: approval(), b: post }, ['start -> review', 'review.approved -> b', 'b -> review']),
      [],
    ],
    [
      'a step with visits in the loop holds a write back',
      loop({ review: approval(), a: { ...set(), visits: 3 }, b: post }, [
        'start -> review',
        'review.approved -> a',
        'a -> b',
        'b -> a',
      ]),
      [],
    ],
    [
      'a write that nobody is asked about on some way is pointed out',
      draw({ start: manual, hook, review: approval(), b: post }, [
        'start -> review',
        'review.approved -> b',
        'hook -> b',
      ]),
      one('write_without_approval', 'b'),
    ],
    [
      'a request that only reads needs no approval',
      draw({ start: manual, b: { ...post, effect: 'read' } }, ['start -> b']),
      [],
    ],
    [
      'an open case and an open else are pointed out',
      draw({ start: manual, b: { kind: 'branch', config: { cases: [{ name: 'x', when: 'true' }] } } }, [
        'start -> b',
      ]),
      [...one('open_port', 'b', 'config.cases.0'), ...one('open_port', 'b')],
    ],
    [
      'a long session is pointed out',
      draw(
        {
          start: manual,
          review: approval(),
          a: { kind: 'ssh', config: { connection: 'box', command: 'make' }, timeout: '11m' },
        },
        ['start -> review', 'review.approved -> a'],
        box,
      ),
      one('long_ssh', 'a', 'timeout'),
    ],
    [
      'a script of unknown length is pointed out',
      draw(
        {
          start: manual,
          review: approval(),
          a: { kind: 'ssh', config: { connection: 'box', script: 'make\nmake test' } },
        },
        ['start -> review', 'review.approved -> a'],
        box,
      ),
      one('long_ssh', 'a', 'config.script'),
    ],
    [
      'a job that is left behind is not a long session',
      draw(
        { start: manual, review: approval(), job, w: { kind: 'wait', config: { poll: { job: 'job' } } } },
        ['start -> review', 'review.approved -> job', 'job -> w'],
        box,
      ),
      [],
    ],
    [
      'a connection that no step uses is pointed out',
      draw({ start: manual }, [], box),
      [{ code: 'unused_connection', field: 'connections.box' }],
    ],
    [
      'an address for answers may be handed out before the wait',
      draw({ start: manual, a: set({ x: '{{ callback.w }}' }), w: { kind: 'wait' } }, [
        'start -> a',
        'a -> w',
      ]),
      [],
    ],
    [
      'six parts and nicknames are time plans',
      draw({
        tick: { kind: 'trigger.schedule', config: { cron: '*/30 * * * * *', timezone: 'Europe/Berlin' } },
        day: { kind: 'trigger.schedule', config: { cron: '@daily' } },
      }),
      [],
    ],
    [
      'a wait that never ends bypasses its deadline',
      draw({ start: manual, w: { kind: 'wait' }, a: set() }, ['start -> w', 'w.timeout -> a']),
      one('timeout_never_happens', 'w', 'config.timeout'),
    ],
  ]);
});
