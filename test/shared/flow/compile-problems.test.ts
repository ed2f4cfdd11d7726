import { describe, expect, test } from 'vitest';
import { compile } from '../../../shared/flow/compile.ts';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import type { Problem } from '../../../shared/flow/problem.ts';
import { approval, draw, hook, manual, post, set } from './drawings.ts';

type Expected = Pick<Problem, 'code' | 'node' | 'field'>;
type Case = [promise: string, drawing: Drawing, expected: Expected[], words?: RegExp];

function problemsOf(drawing: Drawing): Problem[] {
  const result = compile(drawing);
  return result.ok ? result.warnings : result.problems;
}

function brief({ code, node, field }: Problem): Expected {
  return { code, ...(node === undefined ? {} : { node }), ...(field === undefined ? {} : { field }) };
}

function promised(severity: Problem['severity'], cases: Case[]): void {
  test.each(cases)('%s', (_promise, drawing, expected, words) => {
    const problems = problemsOf(drawing);
    expect(problems.filter((problem) => problem.severity === severity).map(brief)).toEqual(expected);
    expect(compile(drawing).ok).toBe(severity === 'warning');
    if (words !== undefined) {
      const said = problems.filter((problem) => problem.severity === severity);
      expect(said.map(({ message, fix }) => `${message} ${fix}`).join('\n')).toMatch(words);
    }
  });
}

const reads = (value: string): Drawing =>
  draw({ start: manual, a: set({ x: value }) }, ['start -> a'], { inputs: { title: 'string' } });
const gate = (config: Parameters<typeof approval>[0], edges: string[] = []): Drawing =>
  draw({ start: manual, review: approval(config), a: set() }, [
    'start -> review',
    'review.approved -> a',
    ...edges,
  ]);
const one = (code: string, node: string, field?: string): Expected[] => [
  { code, node, ...(field === undefined ? {} : { field }) },
];

describe('the graph', () => {
  promised('error', [
    ['a flow without a start is refused', draw({ a: set() }), [{ code: 'no_trigger', field: 'nodes' }]],
    [
      'a wire from nowhere is refused, with the name that was meant',
      draw({ start: manual, summarize: set() }, ['start -> summarize', 'sumarize -> summarize']),
      [{ code: 'unknown_node', field: 'edges.1' }],
      /Did you mean ‘summarize’/,
    ],
    [
      'a wire to nowhere is refused',
      draw({ start: manual }, ['start -> b']),
      one('unknown_node', 'start', 'edges.0'),
    ],
    [
      'an unknown way out is refused and the real ones are listed',
      draw({ start: manual, review: approval(), a: set() }, [
        'start -> review',
        'review.approved -> a',
        'review.aproved -> a',
      ]),
      one('unknown_port', 'review', 'edges.2'),
      /‘approved’, ‘declined’, ‘changes’, ‘timeout’ and ‘limit’.*Did you mean ‘approved’/,
    ],
    [
      'a wire without a way out on a kind without a main one is refused',
      draw({ start: manual, review: approval(), a: set() }, [
        'start -> review',
        'review.approved -> a',
        'review -> a',
      ]),
      one('unknown_port', 'review', 'edges.2'),
      /without saying which way out.*review\.approved -> a/,
    ],
    [
      'nothing comes after an end',
      draw({ start: manual, stop: { kind: 'end' }, a: set() }, ['start -> stop', 'start -> a', 'stop -> a']),
      one('unknown_port', 'stop', 'edges.2'),
    ],
    [
      'a wire into a start is refused',
      draw({ start: manual, a: set() }, ['start -> a', 'a -> start']),
      one('edge_into_trigger', 'start', 'edges.1'),
    ],
    [
      'the same wire twice is refused',
      draw({ start: manual, a: set() }, ['start -> a', 'start -> a']),
      one('duplicate_edge', 'start', 'edges.1'),
    ],
  ]);
  promised('warning', [
    [
      'a step that nothing leads to is pointed out',
      draw({ start: manual, a: set(), b: set() }, ['start -> a']),
      one('unreachable_node', 'b'),
    ],
  ]);
});

describe('kinds, names and settings', () => {
  promised('error', [
    [
      'an unknown kind is refused',
      draw({ start: manual, a: { kind: 'htp' } }, ['start -> a']),
      one('unknown_kind', 'a', 'kind'),
      /‘http’/,
    ],
    [
      'a kind of a later version is refused as that',
      draw({ start: manual, a: { kind: 'kv' } }, ['start -> a']),
      one('not_in_version', 'a', 'kind'),
    ],
    [
      'a name that breaks the rule is refused',
      draw({ start: manual, 'a-b': set() }, ['start -> a-b']),
      one('bad_name', 'a-b'),
    ],
    [
      'a word of the formula language is no name',
      draw({ start: manual, in: set() }, ['start -> in']),
      one('bad_name', 'in'),
    ],
    [
      'a bad flow id is refused',
      draw({ start: manual }, [], { id: 'A Flow' }),
      [{ code: 'bad_name', field: 'id' }],
    ],
    [
      'a bad input name is refused',
      draw({ start: manual }, [], { inputs: { 'Due date': 'date' } }),
      [{ code: 'bad_name', field: 'inputs.Due date' }],
    ],
    [
      'a config that its kind does not know is refused in our words',
      draw({ start: manual, a: { kind: 'llm', config: { connection: 'x', promt: 'Hi' } } }, ['start -> a'], {
        connections: { x: { kind: 'llm' } },
      }),
      [
        { code: 'missing', node: 'a', field: 'config.prompt' },
        { code: 'unknown_key', node: 'a', field: 'config.promt' },
      ],
      /Did you mean `prompt`/,
    ],
    [
      'visits is a whole number from 1',
      draw({ start: manual, a: { ...set(), visits: 0 } }, ['start -> a']),
      one('invalid_visits', 'a', 'visits'),
    ],
    [
      'a start takes no visits',
      draw({ start: { ...manual, visits: 2 } }),
      one('not_for_this_kind', 'start', 'visits'),
    ],
    [
      'what cannot fail takes no retry and no timeout',
      draw({ start: manual, a: { ...set(), retry: { attempts: 2 }, timeout: '1m' } }, ['start -> a']),
      [...one('not_for_this_kind', 'a', 'retry'), ...one('not_for_this_kind', 'a', 'timeout')],
    ],
    [
      'retry has sensible numbers',
      draw(
        {
          start: manual,
          a: { ...post, effect: 'read', retry: { attempts: 0, factor: 0.5, backoff: 'soon' } },
        },
        ['start -> a'],
      ),
      [
        ...one('invalid_retry', 'a', 'retry.attempts'),
        ...one('invalid_retry', 'a', 'retry.factor'),
        ...one('invalid_duration', 'a', 'retry.backoff'),
      ],
    ],
    [
      'a timeout is a length of time',
      draw({ start: manual, a: { ...post, timeout: '0s' } }, ['start -> a']),
      one('invalid_duration', 'a', 'timeout'),
    ],
    [
      'retention is a length of time',
      draw({ start: manual }, [], { settings: { retention: 'long' } }),
      [{ code: 'invalid_duration', field: 'settings.retention' }],
    ],
    [
      'a case may not take the name of a built-in way out',
      draw({ start: manual, b: { kind: 'branch', config: { cases: [{ name: 'else', when: 'true' }] } } }, [
        'start -> b',
      ]),
      one('reserved_port', 'b', 'config.cases.0.name'),
    ],
    [
      'two cases may not share a name',
      draw(
        {
          start: manual,
          b: {
            kind: 'branch',
            config: {
              cases: [
                { name: 'x', when: 'true' },
                { name: 'x', when: 'false' },
              ],
            },
          },
        },
        ['start -> b'],
      ),
      one('duplicate_port', 'b', 'config.cases.1.name'),
    ],
  ]);
});

describe('what formulas read', () => {
  promised('error', [
    [
      'an unknown variable is refused',
      reads('{{ steeps.a }}'),
      one('unknown_reference', 'a', 'config.values.x'),
      /‘steps’/,
    ],
    [
      'an unknown step is refused',
      reads('{{ steps.strat }}'),
      one('unknown_reference', 'a', 'config.values.x'),
      /‘steps\.start’/,
    ],
    [
      'an input that is not declared is refused',
      reads('{{ trigger.input.titel }}'),
      one('unknown_reference', 'a', 'config.values.x'),
      /‘trigger\.input\.title’/,
    ],
    [
      'a field of a plain input is refused',
      reads('{{ trigger.input.title.size }}'),
      one('unknown_reference', 'a', 'config.values.x'),
    ],
    [
      'a part that no start gives is refused',
      reads('{{ trigger.body.title }}'),
      one('unknown_reference', 'a', 'config.values.x'),
      /trigger\.input/,
    ],
    [
      'an unknown field of run is refused',
      reads('{{ run.ide }}'),
      one('unknown_reference', 'a', 'config.values.x'),
      /‘run\.id’/,
    ],
    [
      'steps without a step is refused',
      reads('{{ json(steps) }}'),
      one('unnamed_reference', 'a', 'config.values.x'),
    ],
    ['item is not in this version', reads('{{ item.name }}'), one('not_in_version', 'a', 'config.values.x')],
    [
      'a formula that cannot be read is refused with its place',
      reads('Hi {{ 1 + }}'),
      one('invalid_formula', 'a', 'config.values.x'),
      /at character \d+/,
    ],
    [
      'braces that never close are refused',
      reads('Hi {{ run.id'),
      one('invalid_formula', 'a', 'config.values.x'),
    ],
    [
      'a formula in a field’s name is refused',
      draw({ start: manual, a: set({ '{{ run.id }}': 1 }) }, ['start -> a']),
      one('formula_in_name', 'a', 'config.values.{{ run.id }}'),
    ],
    [
      'a formula where only a fixed value can stand is said once',
      draw(
        { start: manual, a: { kind: 'http', config: { connection: '{{ run.id }}', path: '/' } } },
        ['start -> a'],
        {},
      ),
      one('formula_in_literal', 'a', 'config.connection'),
    ],
    [
      'a condition is written without braces',
      draw({ start: manual, b: { kind: 'branch', config: { cases: [{ name: 'x', when: '{{ true }}' }] } } }, [
        'start -> b',
      ]),
      one('braces_in_condition', 'b', 'config.cases.0.when'),
    ],
    [
      'a step that comes later cannot be read',
      draw({ start: manual, a: set({ x: '{{ steps.b.a }}' }), b: set() }, ['start -> a', 'a -> b']),
      one('never_before', 'a', 'config.values.x'),
    ],
    [
      'a step beside this one cannot be read',
      draw({ start: manual, a: set({ x: '{{ steps.b.a }}' }), b: set() }, ['start -> a', 'start -> b']),
      one('never_before', 'a', 'config.values.x'),
    ],
    [
      'a step cannot read itself without a loop',
      reads('{{ steps.a.x }}'),
      one('never_before', 'a', 'config.values.x'),
      /its own result/,
    ],
    [
      'who asked is named before any step has run',
      draw({ start: { kind: 'trigger.manual', config: { requester: '{{ steps.a.x }}' } }, a: set() }, [
        'start -> a',
      ]),
      one('never_before', 'start', 'config.requester'),
    ],
    [
      'the key of overlapping runs reads what started them alone',
      draw({ start: manual }, [], { settings: { overlap: { mode: 'queue', key: '{{ run.id }}' } } }),
      [{ code: 'never_before', field: 'settings.overlap.key' }],
    ],
    [
      'the key of overlapping runs can be read',
      draw({ start: manual }, [], { settings: { overlap: { mode: 'queue', key: '{{ trigger. }}' } } }),
      [{ code: 'invalid_formula', field: 'settings.overlap.key' }],
    ],
    [
      'an answer to a webhook reads steps that come from it',
      draw(
        {
          hook: {
            kind: 'trigger.webhook',
            config: { path: 'x', respond: 'completed', responseBody: { b: '{{ steps.b.a }}' } },
          },
          start: manual,
          a: set(),
          b: set(),
        },
        ['hook -> a', 'start -> b'],
      ),
      one('never_before', 'hook', 'config.responseBody.b'),
    ],
  ]);
  promised('warning', [
    [
      'a step in a loop may read itself',
      draw({ start: manual, a: set({ x: '{{ steps.a.x }}' }) }, ['start -> a', 'a -> a']),
      [],
    ],
    [
      'a step that may not have run on this way can be read',
      draw(
        {
          start: manual,
          b: { kind: 'branch', config: { cases: [{ name: 'x', when: 'true' }] } },
          a: set(),
          z: set({ v: '{{ steps.a.a }}' }),
        },
        ['start -> b', 'b.x -> a', 'a -> z', 'b.else -> z'],
      ),
      [],
    ],
    [
      'the names of items inside map are no variables',
      draw({ start: manual, a: set({ x: '{{ [1, 2].map(item, item * 2) }}' }) }, ['start -> a']),
      [],
    ],
    [
      'a field that a step does not give is pointed out',
      draw({ start: manual, a: set({ total: 1 }), b: set({ x: '{{ steps.a.totl }}' }) }, [
        'start -> a',
        'a -> b',
      ]),
      one('unknown_output_field', 'b', 'config.values.x'),
      /Did you mean ‘total’/,
    ],
  ]);
});

describe('approvals', () => {
  promised('error', [
    [
      'an approval says how long it waits',
      draw(
        {
          start: manual,
          review: {
            kind: 'approval',
            config: { show: [{ label: 'a', kind: 'text', value: 'x' }], assign: { exclude: ['requester'] } },
          },
          a: set(),
        },
        ['start -> review', 'review.approved -> a'],
      ),
      one('approval_without_timeout', 'review', 'config.timeout'),
    ],
    [
      'a deadline leads somewhere',
      gate({ timeout: '24h' }),
      one('timeout_unwired', 'review', 'config.timeout'),
      /onTimeout: decline/,
    ],
    [
      'silence never approves at tier auto',
      gate({ timeout: '24h', onTimeout: 'approve' }),
      one('timeout_approves', 'review', 'config.onTimeout'),
    ],
    [
      'silence never approves at tier 2',
      gate({ timeout: '24h', onTimeout: 'approve', tier: 2 }),
      one('timeout_approves', 'review', 'config.onTimeout'),
    ],
    [
      'silence never approves at tier 3',
      gate({ timeout: '24h', onTimeout: 'approve', tier: 3 }),
      one('timeout_approves', 'review', 'config.onTimeout'),
    ],
    [
      'a deadline is a length of time',
      gate({ timeout: 'tomorrow', onTimeout: 'decline' }),
      one('invalid_duration', 'review', 'config.timeout'),
    ],
    [
      'reminders and escalations are lengths of time',
      gate({ remind: ['1h', 'later'], escalate: [{ after: 'x', to: { pools: ['chiefs'] } }] }),
      [
        ...one('invalid_duration', 'review', 'config.remind.1'),
        ...one('invalid_duration', 'review', 'config.escalate.0.after'),
      ],
    ],
    [
      'an alternative may not take the name of a built-in way out',
      gate({ alternatives: [{ name: 'changes' }] }),
      one('reserved_port', 'review', 'config.alternatives.0.name'),
    ],
    [
      'two alternatives may not share a name',
      gate({ alternatives: [{ name: 'pilot' }, { name: 'pilot' }] }, ['review.pilot -> a']),
      one('duplicate_port', 'review', 'config.alternatives.1.name'),
    ],
    [
      'what must be opened is among what is shown',
      gate({ require: { open: ['Chnge'] } }),
      one('unknown_evidence', 'review', 'config.require.open.0'),
      /It shows Draft/,
    ],
    [
      'a deadline beside the config is refused, not ignored',
      draw({ start: manual, review: { ...approval(), timeout: '1h' }, a: set() }, [
        'start -> review',
        'review.approved -> a',
      ]),
      one('not_for_this_kind', 'review', 'timeout'),
      /inside config/,
    ],
  ]);
  promised('warning', [
    ['a complete approval has no problem', gate({}), []],
    ['silence may decline', gate({ timeout: '24h', onTimeout: 'decline' }), []],
    ['silence may approve at tier 1', gate({ timeout: '24h', onTimeout: 'approve', tier: 1 }), []],
    [
      'an approval that shows nothing is pointed out',
      gate({ show: [] }),
      one('approval_without_preview', 'review', 'config.show'),
    ],
    [
      'an approval that excludes nobody is pointed out',
      gate({ assign: { pools: ['editors'] } }),
      one('approval_without_exclude', 'review', 'config.assign.exclude'),
      /own request/,
    ],
    [
      'a deadline that never comes is pointed out',
      gate({}, ['review.timeout -> a']),
      one('timeout_never_happens', 'review', 'config.timeout'),
    ],
    [
      'a way out that onTimeout bypasses is pointed out',
      gate({ timeout: '1h', onTimeout: 'decline' }, ['review.timeout -> a']),
      one('timeout_never_happens', 'review', 'config.onTimeout'),
    ],
    [
      'a reminder after the deadline is pointed out',
      gate({ timeout: '1h', onTimeout: 'decline', remind: ['30m', '2h'] }),
      one('after_the_deadline', 'review', 'config.remind.1'),
    ],
    [
      'an escalation at the deadline is pointed out',
      gate({ timeout: '1h', onTimeout: 'decline', escalate: [{ after: '60m', to: { pools: ['chiefs'] } }] }),
      one('after_the_deadline', 'review', 'config.escalate.0.after'),
    ],
    [
      'an open approved is pointed out',
      draw({ start: manual, review: approval() }, ['start -> review']),
      one('open_port', 'review'),
    ],
    [
      'an open alternative is pointed out',
      gate({ alternatives: [{ name: 'pilot' }] }),
      one('open_port', 'review', 'config.alternatives.0'),
    ],
  ]);
});

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

describe('what looks like a key', () => {
  promised('warning', [
    [
      'a token that was pasted into a header is pointed at',
      draw({ start: manual, a: set({ headers: { authorization: 'Bearer abcdef0123456789abcdef' } }) }, [
        'start -> a',
      ]),
      one('secret_in_file', 'a', 'config.values.headers.authorization'),
      /connection/,
    ],
    [
      'so is one in a sample',
      draw({ start: manual, a: set() }, ['start -> a'], {
        samples: { a: { list: ['sk-abcdefghijklmnopqrstuvwxyz'] } },
      }),
      [{ code: 'secret_in_file', field: 'samples.a.list.0' }],
    ],
    [
      'a formula and an ordinary sentence are none',
      draw(
        { start: manual, a: set({ x: 'Bearer {{ run.id }}', y: 'the bearer of unexpectedly-good news' }) },
        ['start -> a'],
      ),
      [],
    ],
  ]);
});

describe('what cannot be stored', () => {
  promised('error', [
    [
      'a number that JSON lacks is refused',
      draw({ start: manual, a: set({ x: Number.NaN }) }, ['start -> a']),
      one('not_data', 'a', 'config.values.x'),
    ],
    [
      'half a character is refused',
      draw({ start: manual, a: set({ x: '\ud83d' }) }, ['start -> a']),
      one('broken_text', 'a', 'config.values.x'),
    ],
    [
      'a name of an object’s prototype is refused',
      draw({ start: manual, constructor: set() }),
      one('prototype_key', 'constructor'),
    ],
    [
      'nesting past 64 levels is refused',
      draw({ start: manual, a: set({ x: deep(70) }) }),
      one('too_deep', 'a', `config.values.x${'.0'.repeat(60)}`),
    ],
  ]);

  test('more than 2,000 steps are refused before anything else is looked at', () => {
    const nodes = Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`n${i}`, set()]));
    expect(problemsOf(draw(nodes)).map(brief)).toEqual([{ code: 'too_many_nodes', field: 'nodes' }]);
  });
});

test('every problem says what happened and what to do, and errors come first', () => {
  const drawing = draw({ start: manual, b: post, a: set({ x: '{{ nope }}' }) }, [
    'start -> b',
    'start -> zz',
  ]);
  const problems = problemsOf(drawing);
  expect(problems.map((problem) => [problem.severity, problem.code])).toEqual([
    ['error', 'unknown_node'],
    ['error', 'unknown_reference'],
    ['warning', 'write_without_approval'],
    ['warning', 'unreachable_node'],
  ]);
  for (const { message, fix } of problems) {
    expect(message).toMatch(/\.$/);
    expect(fix.length).toBeGreaterThan(10);
    expect(`${message} ${fix}`).not.toMatch(/\b(slot|quorum|misfire|undefined|null|Invalid input)\b/);
  }
});

function deep(levels: number): never[] {
  let value: never[] = [];
  for (let i = 0; i < levels; i++) value = [value] as never[];
  return value;
}
