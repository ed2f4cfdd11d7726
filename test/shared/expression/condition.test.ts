import { describe, expect, test } from 'vitest';
import { readCondition, writeCondition } from '../../../shared/expression/condition.ts';

describe('a condition as rows', () => {
  test.each([
    ['trigger.input.amount > 100', 'more', { kind: 'number', number: 100 }],
    ['trigger.input.amount <= -2.5', 'atMost', { kind: 'number', number: -2.5 }],
    ['steps.summarize.risk == "high"', 'is', { kind: 'text', text: 'high' }],
    ['steps.a.b != steps.c.d', 'isNot', { kind: 'value', source: 'steps.c.d' }],
    ['contains(trigger.body.title, "a \\"b\\"")', 'contains', { kind: 'text', text: 'a "b"' }],
    ['!contains(trigger.body.title, "x")', 'containsNot', { kind: 'text', text: 'x' }],
    ['startsWith(trigger.body.ref, "refs/")', 'startsWith', { kind: 'text', text: 'refs/' }],
    ['has(steps.a.b)', 'filled', null],
    ['!has(steps.a.b)', 'empty', null],
    ['steps.a.ok == true', 'yes', null],
    ['steps.a.ok == false', 'no', null],
  ])('%s is one row and is written back as it was', (source, comparison, operand) => {
    const read = readCondition(source);
    expect(read).toMatchObject({ join: 'all', rows: [{ comparison, operand }] });
    expect(read === null ? null : writeCondition(read)).toBe(source);
  });

  test('several rows are joined by all or by any, and values keep their stand-ins', () => {
    const source =
      'size(trigger.body.items) > 3 || default(steps.review.comment, "") == "now" || trigger.body.x[0].y < 1';
    const read = readCondition(source);
    expect(read?.join).toBe('any');
    expect(read?.rows.map((row) => row.value)).toEqual([
      'size(trigger.body.items)',
      'default(steps.review.comment, "")',
      'trigger.body.x[0].y',
    ]);
    expect(read === null ? null : writeCondition(read)).toBe(source);
  });

  test('other spellings of the same question become the same rows', () => {
    expect(readCondition('trigger.body.ref.startsWith("refs/")')?.rows[0]?.comparison).toBe('startsWith');
    expect(readCondition('steps.a.ok')?.rows[0]?.comparison).toBe('yes');
    expect(readCondition('!steps.a.ok')?.rows[0]?.comparison).toBe('no');
    expect(readCondition('true != true')).toBeNull();
  });

  test.each([
    'a && b || c',
    'steps.a.x + 1 > 3',
    'items.exists(one, one.x > 1)',
    'steps.a.x >',
    '3 < steps.a.x',
  ])('%s says more than rows can show', (source) => {
    expect(readCondition(source)).toBeNull();
  });

  test('a row that is not finished is not written', () => {
    const rows = [
      { value: 'steps.a.x', comparison: 'is', operand: { kind: 'text', text: 'y' } },
      { value: '', comparison: 'yes', operand: null },
      { value: 'steps.a.z', comparison: 'more', operand: null },
    ] as const;
    expect(writeCondition({ join: 'all', rows: [...rows] })).toBe('steps.a.x == "y"');
  });
});
