import { describe } from 'vitest';
import { draw, manual, set } from '../drawings.ts';
import { one, promised, reads } from './promised.ts';

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
