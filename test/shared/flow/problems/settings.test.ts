import { describe } from 'vitest';
import { draw, manual, post, set } from '../drawings.ts';
import { one, promised } from './promised.ts';

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
