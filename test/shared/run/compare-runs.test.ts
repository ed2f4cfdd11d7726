import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRuns, isDifferent, type ComparedStep } from '../../../shared/run/compare-runs.ts';
import type { Json } from '../../../shared/json.ts';

const at = (ms: number): string => new Date(Date.UTC(2026, 2, 9, 9) + ms).toISOString();

/** A round that succeeded within a tenth of a second. */
const round = (node: string, more: Partial<ComparedStep> = {}): ComparedStep => ({
  node,
  visit: 1,
  kind: 'set',
  status: 'succeeded',
  attempts: 0,
  tries: [],
  port: 'done',
  startedAt: at(0),
  endedAt: at(100),
  retryAt: null,
  input: null,
  output: { n: 1 },
  error: null,
  practice: false,
  because: null,
  override: null,
  from: [],
  reason: null,
  ...more,
});

const of = (...steps: ComparedStep[]) => ({ steps });

/** `node#visit`, with what differs or the side that alone has it. */
const told = (left: ComparedStep[], right: ComparedStep[]): string[] =>
  compareRuns(of(...left), of(...right)).rounds.map((one) => {
    const side = one.left === null ? 'right' : one.right === null ? 'left' : one.differs.join('+');
    return `${one.node}#${one.visit} ${side}`.trim();
  });

test('rounds are paired by step and round, and what differs in each is named', () => {
  const left = [
    round('go'),
    round('ask', { port: 'declined', output: { decision: 'declined' } }),
    round('ask', { visit: 2, input: { title: 'Again' } }),
    round('pay', { status: 'succeeded', output: { status: 201 } }),
  ];
  const right = [
    round('go'),
    round('ask', { port: 'approved', output: { decision: 'approved' } }),
    round('pay', {
      status: 'failed',
      port: null,
      output: null,
      error: { code: 'http_500', message: 'The service said no.' },
    }),
  ];
  expect(told(left, right)).toEqual([
    'go#1',
    'ask#1 way+output',
    'ask#2 left',
    'pay#1 state+way+output+error',
  ]);
  expect(compareRuns(of(...left), of(...right)).first).toBe(1);
});

test('what only one run did stands where it happened there, also where both went in another order', () => {
  const path = (text: string): ComparedStep[] => text.split(' ').map((node) => round(node));
  const order = (left: string, right: string): string =>
    compareRuns(of(...path(left)), of(...path(right)))
      .rounds.map(({ node }) => node)
      .join(' ');
  expect(order('a b c f', 'a x y c f')).toBe('a b x y c f');
  expect(order('a b c d e f', 'a f')).toBe('a b c d e f');
  expect(order('a b c f', 'a c b f')).toBe('a b c f');
});

test('a wait that took much longer is a difference, but what a step gave is told first', () => {
  const slow = round('ask', { endedAt: at(3_600_000) });
  const other = round('pay', { output: { n: 2 } });
  const comparison = compareRuns(of(round('ask'), round('pay')), of(slow, other));
  expect(comparison.rounds.map(({ differs }) => differs)).toEqual([['time'], ['output']]);
  expect(comparison.first).toBe(1);
  expect(compareRuns(of(round('ask')), of(slow)).first).toBe(0);
  // Three times nearly nothing is nearly nothing.
  expect(compareRuns(of(round('ask')), of(round('ask', { endedAt: at(900) }))).first).toBeNull();
});

test('the date of an answer is no difference, another content type is', () => {
  const answer = (headers: Json): ComparedStep =>
    round('get', { kind: 'http', output: { status: 200, headers, body: 'tea' } });
  const first = answer({ date: 'Mon, 09 Mar 2026 09:00:00 GMT', 'content-type': 'text/plain' });
  expect(told([first], [answer({ date: 'Tue', 'content-type': 'text/plain' })])).toEqual(['get#1']);
  expect(told([first], [answer({ date: 'Tue', 'content-type': 'text/html' })])).toEqual(['get#1 output']);
});

const steps = fc
  .uniqueArray(
    fc.record({
      node: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      visit: fc.integer({ min: 1, max: 3 }),
      status: fc.constantFrom('succeeded' as const, 'failed' as const),
      port: fc.constantFrom('done', 'error', null),
      took: fc.constantFrom(10, 5000, 100_000),
      input: fc.jsonValue(),
      output: fc.jsonValue(),
    }),
    { selector: ({ node, visit }) => `${node}#${visit}`, maxLength: 12 },
  )
  .map((rounds) =>
    rounds.map(({ took, input, output, ...more }) =>
      // JSON by how it was made.
      round(more.node, { ...more, endedAt: at(took), input: input as Json, output: output as Json }),
    ),
  );

test('a run compared with itself differs nowhere', () => {
  fc.assert(
    fc.property(steps, (one) => {
      const { rounds, first } = compareRuns(of(...one), of(...structuredClone(one)));
      expect(first).toBeNull();
      expect(rounds.map(({ left }) => left)).toEqual(one);
      expect(rounds.some(isDifferent)).toBe(false);
    }),
  );
});

test('compared the other way round the same differs, with the sides swapped, and no round is lost', () => {
  fc.assert(
    fc.property(steps, steps, (one, other) => {
      const there = compareRuns(of(...one), of(...other));
      const back = compareRuns(of(...other), of(...one));
      expect(back.first).toBe(there.first);
      expect(back.rounds).toEqual(
        there.rounds.map((round) => ({ ...round, left: round.right, right: round.left })),
      );
      expect(there.rounds.flatMap(({ left }) => left ?? [])).toHaveLength(one.length);
      expect(there.rounds.flatMap(({ right }) => right ?? [])).toHaveLength(other.length);
    }),
  );
});
