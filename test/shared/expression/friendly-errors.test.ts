import { describe, expect, test } from 'vitest';
import { ExpressionError, evaluateExpression } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/expression.ts';

const variables = {
  trigger: { input: { amount: 5, title: 'Tides' }, list: [1, 2], none: null, text: 'abc' },
  steps: { summarize: { risk: 'low', summary: 'Calm', deep: { a: 1 }, nothing: null }, review: null },
  run: { id: 'r1' },
};

function failure(source: string): { message: string; fix: string } {
  try {
    evaluateExpression(source, variables);
  } catch (error) {
    if (error instanceof ExpressionError) return { message: error.message, fix: error.fix };
    throw error;
  }
  throw new Error(`${source} did not fail`);
}

test('a missing field names the step and the fields it has', () => {
  expect(failure('steps.summarize.rsk')).toEqual({
    message: "Step 'summarize' has no field 'rsk'. It has: risk, summary, deep, nothing.",
    fix: "Did you mean 'risk'? Correct the name, or write default(steps.summarize.rsk, …) if it may be missing.",
  });
  expect(failure('steps.summarize.deep.b').message).toBe(
    "'deep' of step 'summarize' has no field 'b'. It has: a.",
  );
  expect(failure('trigger.input.amout').message).toBe(
    "'trigger.input' has no field 'amout'. It has: amount, title.",
  );
  expect(failure('{}.x').message).toBe("This value has no field 'x'. It has no fields at all.");
  expect(failure('[{"a": 1}].map(row, row.b)').message).toBe("'row' has no field 'b'. It has: a.");
});

test('a step that has not run says so and offers default and has', () => {
  for (const step of ['review', 'nobody']) {
    expect(failure(`steps.${step}.comment`)).toEqual({
      message: `'${step}' has not run on this path, or gave nothing, so there is nothing to read from it.`,
      fix: `Give a stand-in with default(steps.${step}.comment, …), or ask first with has(steps.${step}.comment).`,
    });
  }
});

test('an empty value says what is empty', () => {
  expect(failure('trigger.none.x').message).toBe(
    "'trigger.none' is empty, so a field 'x' cannot be read from it.",
  );
  expect(failure('steps.summarize.nothing.x').message).toContain("'nothing' of step 'summarize' is empty");
  expect(failure('trigger.none > 1').message).toBe('The value on the left of > is empty.');
  expect(failure('lower(trigger.none)').message).toBe('lower(…) needs text, but the value is empty.');
});

test('a long list of fields is cut, and no value is ever shown', () => {
  const wide = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`field${i}`, 'secret']));
  let message = '';
  try {
    evaluateExpression('trigger.nope', { trigger: wide });
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain('field11 and 28 more.');
  expect(message).not.toContain('secret');
});

describe('wrong types say what they are and what to do', () => {
  test.each([
    ['"a" + 1', 'Text and a number cannot be added (+).', 'string('],
    ['trigger.text * 2', 'Text and a number cannot be multiplied (*).', 'number('],
    ['trigger.text > 2', 'Text and a number cannot be compared (>).', 'number('],
    ['timestamp("2026-03-01") < trigger.text', 'A date and text cannot be compared (<).', 'timestamp('],
    ['timestamp("2026-03-01") + 1', 'A date and a number cannot be added (+).', 'duration("2d")'],
    ['[1] < [2]', 'A list and a list cannot be compared (<).', 'same type'],
    ['1 in trigger.text', "'in' looks into a list, but this is text.", 'contains('],
    ['trigger.list.x', "'trigger.list' is a list: a field 'x' cannot be read from it.", 'entry.x'],
    ['trigger.text.x', "'trigger.text' is text: a field 'x' cannot be read from it.", 'Check the name'],
    ['trigger.list[9]', "'trigger.list' has 2 items; there is no item [9] (the first is [0]).", 'size('],
    ['trigger.list[-1]', "'trigger.list' has 2 items; there is no item [-1] (the first is [0]).", 'size('],
    ['trigger.list[0.5]', "'trigger.list' has 2 items", ''],
    ['trigger.list["0"]', "'trigger.list' is a list: a field '0' cannot be read from it.", '[0]'],
    ['trigger.input[0]', 'A field is read with its name as text, not a number.', '["name"]'],
    ['trigger.text.map(c, c)', 'map(…) needs a list, but got text.', 'split('],
    ['lower(5)', 'lower(…) needs text, but got a number.', 'string('],
    ['sum(["a"])', 'sum(…) needs a number, but got text.', 'number('],
    ['number("12 EUR")', 'The text given to number(…) is not a number.', 'without a currency'],
    ['json("{")', 'The text given to json(…) is not JSON.', 'step before'],
    ['1 / 0', 'A number is divided by zero.', '== 0'],
    ['5 % 0', 'A number is divided by zero.', '== 0'],
    ['1e308 * 10', 'The result is too large for a number.', 'Check'],
    ['trigger.input.amount ? 1 : 2', 'The condition before ? is a number, not yes or no.', 'Compare'],
    ['trigger.input.amount && true', 'A side of && is a number, not yes or no.', 'Compare'],
    ['trigger.list.filter(x, x)', 'The condition in filter(…) is a number, not yes or no.', 'Compare'],
    ['!trigger.text', '! stands before text, not a yes/no value.', 'Compare'],
    ['-trigger.text', '- stands before text, not a number.', 'number('],
    ['{1: 2}', "A field's name must be text, not a number.", 'quotes'],
    ['split("a", "")', 'split(…) was given an empty text to look for.', 'character'],
    ['matches("a", "(")', 'The pattern given to matches(…) cannot be read.', 'brackets'],
    ['matches("a", "(?=b)")', 'The pattern given to matches(…) cannot be read.', 'Look-around'],
    ['item.name', "There is no 'item' here.", 'trigger, steps, run'],
  ])('%s', (source, message, fix) => {
    const found = failure(source);
    if (source === 'trigger.list[0.5]')
      expect(found.message).toBe('A list is read with a whole number, not a number.');
    else expect(found.message).toBe(message);
    expect(found.fix).toContain(fix);
  });
});

describe('what cannot be read has a place and a way out', () => {
  test.each([
    ['', 'The formula is empty.', 0],
    ['   ', 'The formula is empty.', 0],
    ['1 +', 'The formula ends too early.', 3],
    ['(1 + 2', 'The formula ends too early.', 6],
    ['trigger.', 'The formula ends too early.', 8],
    ['trigger.a = 1', "'=' does not fit here.", 10],
    ['true and false', "'and' does not fit here.", 5],
    ['1 2', "'2' does not fit here.", 2],
    ['"abc', 'A quotation mark that opens here is never closed.', 0],
    ['“abc”', "'“' does not fit here.", 0],
    ['`abc`', "'`' does not fit here.", 0],
    ['${trigger}', "'$' does not fit here.", 0],
    ['"a\nb"', 'A text in quotes breaks off at the end of the line.', 2],
    ['"\\q"', 'A backslash in a text is followed by something it cannot stand before.', 1],
    ['1e', "'e' does not fit here.", 1],
    ['import', "'import' is a reserved word.", 0],
    ['trigger.list.map(1, 2)', 'map, filter, exists and all need a name for the single item first.', 17],
    ['trigger.list.map(x)', 'map needs a list, a name for the single entry, and a formula.', 13],
    ['9007199254740993', 'This whole number is too large to be exact.', 0],
    ['b"abc"', 'Bytes cannot be used here.', 0],
    ['has(1)', 'has(…) asks about one field.', 0],
    ['default(1)', 'default(…) takes a value and what to use when it is missing.', 0],
    ['lower()', 'lower(…) takes one value, but 0 are given.', 0],
    ['1 + lower("a", "b")', 'lower(…) takes one value, but 2 are given.', 4],
    ['now()', 'There is no now(): a run must give the same result when it is repeated.', 0],
    ['1 + "a"', 'A number and text cannot be added (+).', 0],
    [
      '1 > 0 && timestamp("soon") > timestamp("2026-03-01")',
      'The text given to timestamp(…) is not a date and time.',
      9,
    ],
  ])('%s', (source, message, offset) => {
    const parsed = parseExpression(source);
    expect(parsed).toMatchObject({ ok: false, problem: { message, offset } });
    expect(parsed.ok ? '' : parsed.problem.fix).not.toBe('');
  });

  test('an unknown variable names those that exist', () => {
    expect(parseExpression('1 + stpes.a.b')).toEqual({
      ok: false,
      problem: {
        message: "There is nothing called 'stpes'.",
        fix: "Did you mean 'steps'? A formula here can read: trigger, steps, callback, run, item, index.",
        offset: 4,
      },
    });
    expect(parseExpression('trigger.status == open')).toMatchObject({
      problem: { fix: expect.stringContaining('"open"') },
    });
    expect(parseExpression('proposal.amount > 1', ['proposal'])).toMatchObject({ ok: true });
  });

  test('an unknown function names the one that was meant', () => {
    expect(parseExpression('lowr("a")')).toMatchObject({
      problem: { message: "There is no function 'lowr'.", fix: 'Did you mean lower(…)?' },
    });
    expect(parseExpression('trigger.x.toLowerCase()')).toMatchObject({
      problem: { fix: 'Did you mean lower(…)?', offset: 10 },
    });
    expect(parseExpression('zzzzzz(1)')).toMatchObject({
      problem: { fix: expect.stringContaining('These exist: has, default, map') },
    });
  });
});
