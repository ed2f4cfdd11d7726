import { describe } from 'vitest';
import { approval, draw, manual, set } from '../drawings.ts';
import { gate, one, promised } from './promised.ts';

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
