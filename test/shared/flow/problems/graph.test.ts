import { describe } from 'vitest';
import { approval, draw, manual, set } from '../drawings.ts';
import { one, promised } from './promised.ts';

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
