import { describe, expect, test } from 'vitest';
import { evaluateCondition, evaluateExpression } from '../../../shared/expression/evaluate.ts';
import type { Json } from '../../../shared/json.ts';

const variables = {
  trigger: {
    input: { amount: 7, half: 0.5, text: 'Tides', empty: null, list: [1, 2, 3], flag: true },
    body: {
      items: [
        { name: 'a', price: 5 },
        { name: 'b', price: 15 },
      ],
      'odd key': 1,
      constructor: 'mine',
    },
  },
  steps: { summarize: { risk: 'low', summary: 'Calm' }, review: null },
  run: { id: 'r1', startedAt: '2026-03-01T09:00:00.000Z' },
};

function expectEach(rows: [string, Json][]): void {
  expect(rows.map(([source]) => [source, evaluateExpression(source, variables)])).toEqual(rows);
}

describe('a number is a number', () => {
  test('literals, fields and sizes mix in every operation', () => {
    expectEach([
      ['trigger.input.amount * 2', 14],
      ['trigger.input.amount / 2', 3.5],
      ['7 / 2', 3.5],
      ['7 % 4', 3],
      ['7.5 % 2', 1.5],
      ['-7 % 4', -3],
      ['1 + 0.5', 1.5],
      ['trigger.input.half + 1', 1.5],
      ['size(trigger.input.list) / 2', 1.5],
      ['-trigger.input.amount', -7],
      ['2u + 1', 3],
      ['0xFF', 255],
      ['1e3', 1000],
      ['1 - 2 - 3', -4],
      ['2 + 3 * 4', 14],
    ]);
  });

  test('comparing does not ask how a number was written', () => {
    expectEach([
      ['1 == 1.0', true],
      ['trigger.input.amount == 7', true],
      ['trigger.input.amount > 6.5', true],
      ['trigger.input.amount >= 7', true],
      ['trigger.input.amount in [1, 7.0]', true],
      ['2 in trigger.input.list', true],
      ['9 in trigger.input.list', false],
      ['size("abc") == 3', true],
      ['[1, 2.0] == [1.0, 2]', true],
    ]);
  });

  test('a list is read with any whole number', () => {
    expectEach([
      ['trigger.input.list[0]', 1],
      ['trigger.input.list[1.0]', 2],
      ['trigger.input.list[size(trigger.input.list) - 1]', 3],
      ['trigger.input.list[4 / 2]', 3],
    ]);
  });

  test('text of a number is what JSON prints', () => {
    expectEach([
      ['string(1)', '1'],
      ['"a" + string(2)', 'a2'],
      ['string(0.5)', '0.5'],
      ['string(1e21)', '1e+21'],
      ['string(-0.0)', '0'],
    ]);
  });

  test('a result is never -0, which JSON could not carry to a replay', () => {
    expect(Object.is(evaluateExpression('0 * -1', {}), 0)).toBe(true);
    expect(Object.is((evaluateExpression('[0 * -1]', {}) as Json[])[0], 0)).toBe(true);
  });
});

describe('asking without failing', () => {
  test('has is false for everything that is missing or empty, at any level', () => {
    expectEach([
      ['has(steps.summarize.risk)', true],
      ['has(steps.summarize.rsk)', false],
      ['has(steps.summarize)', true],
      ['has(steps.review)', false],
      ['has(steps.review.comment)', false],
      ['has(steps.nobody.a.b.c)', false],
      ['has(trigger.input.empty)', false],
      ['has(trigger.input.empty.deeper)', false],
      ['has(trigger.input.text.deeper)', false],
      ['has(trigger.input.list[2])', true],
      ['has(trigger.input.list[3])', false],
      ['has(trigger.body["odd key"])', true],
      ['has(item.x)', false],
      ['has(item)', false],
    ]);
  });

  test('default gives the other value for what is missing or empty', () => {
    expectEach([
      ['default(steps.summarize.risk, "none")', 'low'],
      ['default(steps.summarize.rsk, "none")', 'none'],
      ['default(steps.review.comment, "none")', 'none'],
      ['default(steps.nobody.a.b, 0) + 1', 1],
      ['default(trigger.input.empty, 5) * 2', 10],
      ['trigger.input.empty.default(5)', 5],
      ['default(lower(trigger.input.empty), "x")', 'x'],
      ['default(trigger.input.empty * 2, 0)', 0],
      ['default(trigger.input.list[7], -1)', -1],
      ['default(trigger.input.flag, false)', true],
      ['default(first([]), "nobody")', 'nobody'],
    ]);
  });

  test('default does not hide a mistake in the formula', () => {
    expect(() => evaluateExpression('default(trigger.input.text * 2, 0)', variables)).toThrow(
      /Text and a number/,
    );
    expect(() => evaluateExpression('default(json(trigger.input.text), 0)', variables)).toThrow(/not JSON/);
  });

  test('the stand-in is worked out only when it is needed', () => {
    expect(evaluateExpression('default(1, trigger.nothing.there)', variables)).toBe(1);
  });

  test('a step that has not run is null, whether it is left out or null', () => {
    expectEach([
      ['steps.review == null', true],
      ['steps.nobody == null', true],
      ['steps["nobody"] == null', true],
    ]);
  });
});

describe('logic', () => {
  test('a side that settles it makes up for an error on the other', () => {
    expectEach([
      ['false && steps.review.x == 1', false],
      ['steps.review.x == 1 && false', false],
      ['true || steps.review.x == 1', true],
      ['steps.review.x == 1 || true', true],
      ['[1, 0].exists(n, n == 1)', true],
      ['trigger.body.items.exists(i, i.nope == 1 || i.name == "b")', true],
    ]);
    expect(() => evaluateExpression('steps.review.x == 1 || false', variables)).toThrow(/has not run/);
    expect(() => evaluateExpression('trigger.body.items.all(i, i.nope == 1)', variables)).toThrow(
      /no field 'nope'/,
    );
  });

  test('only the chosen side of ? is worked out', () => {
    expectEach([
      ['true ? 1 : steps.review.x', 1],
      ['false ? steps.review.x : 2', 2],
      ['!trigger.input.flag ? "a" : "b"', 'b'],
    ]);
  });

  test('values of different types are never equal and never an error', () => {
    expectEach([
      ['1 == "1"', false],
      ['null == false', false],
      ['[] == {}', false],
      ['{"a": [1]} == {"a": [1.0]}', true],
      ['{"a": 1} == {"b": 1}', false],
      ['"1" != 1', true],
    ]);
  });

  test('a condition is true or false, and nothing else will do', () => {
    expect(evaluateCondition('trigger.input.amount > 5', variables)).toBe(true);
    expect(evaluateCondition('trigger.input.amount > 50', variables)).toBe(false);
    expect(() => evaluateCondition('trigger.input.amount', variables)).toThrow(
      'The condition is a number, not yes or no.',
    );
    expect(() => evaluateCondition('trigger.input.empty', variables)).toThrow(
      'The condition is empty, not yes or no.',
    );
    expect(() => evaluateCondition('"true"', variables)).toThrow('The condition is text, not yes or no.');
  });
});

describe('lists and fields', () => {
  test('map, filter, exists, exists_one and all go through lists and field names', () => {
    expectEach([
      ['trigger.body.items.map(i, i.price * 2)', [10, 30]],
      ['trigger.body.items.map(i, i.price > 10, i.name)', ['b']],
      ['trigger.body.items.filter(i, i.price > 10)', [{ name: 'b', price: 15 }]],
      ['trigger.body.items.exists(i, i.price > 10)', true],
      ['trigger.body.items.exists_one(i, i.price > 1)', false],
      ['trigger.body.items.all(i, i.price > 1)', true],
      ['[].all(i, i.price > 1)', true],
      ['{"x": 1, "y": 2}.map(k, k)', ['x', 'y']],
      ['[[1, 2], [3]].map(row, row.map(n, n * 10))', [[10, 20], [30]]],
      ['[1, 2].map(a, [10, 20].map(b, a + b)).map(row, sum(row))', [32, 34]],
      ['map([1, 2], n, n + 1)', [2, 3]],
    ]);
  });

  test('an entry may take the name of a variable', () => {
    expect(evaluateExpression('[1, 2].map(item, item + 1)', variables)).toEqual([2, 3]);
    expect(evaluateExpression('[{"a": 1}].map(steps, steps.a)', variables)).toEqual([1]);
    expect(() => evaluateExpression('[{"a": 1}].map(steps, steps.b)', variables)).toThrow(
      "'steps' has no field 'b'. It has: a.",
    );
  });

  test('lists and fields can be written and joined', () => {
    expectEach([
      ['[1, "a", null, [true]]', [1, 'a', null, [true]]],
      ['{"a": {"b": [1]}}.a.b[0]', 1],
      ['[1] + [2]', [1, 2]],
      ['{"a": 1}["a"]', 1],
      ['"name" in trigger.body.items[0]', true],
      ['trigger.body["odd key"]', 1],
    ]);
  });

  test('what a formula is given stays as it was', () => {
    const before = JSON.stringify(variables);
    const frozen = deepFreeze(structuredClone(variables));
    evaluateExpression('{"a": trigger.body.items.map(i, i.name), "b": trigger.input.list + [4]}', frozen);
    evaluateExpression('trigger.body.items.filter(i, i.price > 1).map(i, {"n": i})', frozen);
    expect(JSON.stringify(frozen)).toBe(before);
  });

  test('a field named like a part of JavaScript is a field like any other', () => {
    expect(evaluateExpression('trigger.body.constructor', variables)).toBe('mine');
    expect(evaluateExpression('{"constructor": 1, "toString": 2}', {})).toEqual({
      constructor: 1,
      toString: 2,
    });
  });

  test('a map without a prototype comes out as a plain one', () => {
    const bare: Json = Object.assign(Object.create(null) as { [key: string]: Json }, { a: 1 });
    const result = evaluateExpression('trigger', { trigger: bare });
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(result).toEqual({ a: 1 });
  });

  test('comments and line breaks inside a formula do not matter', () => {
    expect(evaluateExpression('1 + // one\n 2', {})).toBe(3);
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
