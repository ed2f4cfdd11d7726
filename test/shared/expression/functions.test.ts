import { describe, expect, test } from 'vitest';
import { evaluateExpression } from '../../../shared/expression/evaluate.ts';
import { flowVariables, parseExpression } from '../../../shared/expression/expression.ts';
import { functions } from '../../../shared/expression/functions.ts';
import { formatDuration, parseDuration } from '../../../shared/expression/duration.ts';
import type { Json } from '../../../shared/json.ts';

const variables = {
  run: { startedAt: '2026-03-01T09:05:07.250Z' },
  trigger: { tags: 'a, b', list: ['x', 1, null, true] },
};

function expectEach(rows: [string, Json][]): void {
  expect(rows.map(([source]) => [source, evaluateExpression(source, variables)])).toEqual(rows);
}

test('every function is documented, and every example can be read', () => {
  expect(functions.length).toBeGreaterThan(40);
  expect(new Set(functions.map((entry) => entry.name)).size).toBe(functions.length);
  for (const entry of functions) {
    expect(entry.signature).toContain(`${entry.name}(`);
    expect(entry.text.endsWith('.')).toBe(true);
    expect([entry.name, parseExpression(entry.example, flowVariables)]).toMatchObject([
      entry.name,
      { ok: true },
    ]);
    expect(entry.example).toContain(`${entry.name}(`);
  }
});

test('text helpers work in both spellings', () => {
  expectEach([
    ['lower("ÄB")', 'äb'],
    ['"ÄB".lower()', 'äb'],
    ['upper("ab")', 'AB'],
    ['trim("  a \\n")', 'a'],
    ['split(trigger.tags, ", ")', ['a', 'b']],
    ['trigger.tags.split(",").map(t, t.trim())', ['a', 'b']],
    ['join(["a", "b"], "-")', 'a-b'],
    ['["a", "b"].join()', 'ab'],
    ['join(trigger.list, "|")', 'x|1||true'],
    ['replace("a.b.c", ".", "$&")', 'a$&b$&c'],
    ['"a b a".replace("a", "")', ' b '],
    ['substring("abcdef", 2)', 'cdef'],
    ['substring("abcdef", 1, 3)', 'bc'],
    ['substring("a😀b", 1, 2)', '😀'],
    ['size("a😀b")', 3],
    ['size("")', 0],
    ['contains("abc", "bc")', true],
    ['[1, 2].contains(2.0)', true],
    ['"abc".startsWith("ab")', true],
    ['endsWith("abc", "bc")', true],
  ]);
});

test('patterns are RE2 and match anywhere unless anchored', () => {
  expectEach([
    ['matches("order AB-12", r"[A-Z]{2}-\\d+")', true],
    ['"order AB-12".matches(r"^[A-Z]{2}-\\d+$")', false],
    ['"AB-12".matches("^[A-Z]{2}-[0-9]+$")', true],
    ['matches("a.b@example.com", r"^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$")', true],
    ['matches("2026-03-01", r"^\\d{4}-\\d{2}-\\d{2}$")', true],
    ['matches("3f2504e0-4f89-11d3-9a0c-0305e82c3301", "^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$")', true],
    ['matches("ÉTÉ", "(?i)été")', true],
  ]);
});

test('lists and numbers', () => {
  expectEach([
    ['size({"a": 1, "b": 2})', 2],
    ['first([3, 4])', 3],
    ['last([3, 4])', 4],
    ['first([])', null],
    ['sum([1, 2.5])', 3.5],
    ['sum([])', 0],
    ['min(3, 2)', 2],
    ['max([3, 9, 2])', 9],
    ['max([])', null],
    ['keys({"a": 1, "b": 2})', ['a', 'b']],
    ['round(2.5)', 3],
    ['round(-2.5)', -3],
    ['round(1.005, 2)', 1.01],
    ['round(1234.5678, 2)', 1234.57],
    ['round(1e-7, 2)', 0],
    ['round(1e300, 2)', 1e300],
    ['floor(-3.5)', -4],
    ['ceil(3.1)', 4],
    ['abs(-3)', 3],
    ['int(-3.7)', -3],
    ['int("12")', 12],
    ['number(" 12.5 ")', 12.5],
    ['number("1e3")', 1000],
    ['double("0.5")', 0.5],
    ['number(true)', 1],
    ['bool("true") && !bool("false") && bool(true)', true],
    ['string(true)', 'true'],
    ['string(null)', ''],
  ]);
});

test('JSON text is read and written', () => {
  expectEach([
    ['json("{\\"a\\": [1, null]}").a[0]', 1],
    ['toJson({"a": [1, null, "x"]})', '{"a":[1,null,"x"]}'],
    ['toJson(timestamp("2026-03-01"))', '"2026-03-01T00:00:00.000Z"'],
    ['json(toJson(trigger)) == trigger', true],
  ]);
});

test('the type of a value has a name', () => {
  expectEach([
    [
      '[1, "a", true, null, [], {}, timestamp("2026-03-01"), duration("1s")].map(v, type(v))',
      ['number', 'text', 'bool', 'null', 'list', 'map', 'time', 'duration'],
    ],
  ]);
});

describe('dates', () => {
  test('are read, compared, moved and subtracted', () => {
    expectEach([
      ['timestamp("2026-03-01T10:00:00+01:00")', '2026-03-01T09:00:00.000Z'],
      ['timestamp("2026-03-01t09:00:00.1239z")', '2026-03-01T09:00:00.123Z'],
      ['timestamp("0001-01-01T00:00:00Z")', '0001-01-01T00:00:00.000Z'],
      ['timestamp("2026-03-01")', '2026-03-01T00:00:00.000Z'],
      ['date(run.startedAt)', '2026-03-01T00:00:00.000Z'],
      ['timestamp(run.startedAt) + duration("2d")', '2026-03-03T09:05:07.250Z'],
      ['duration("1h") + timestamp("2026-02-28T23:30:00Z")', '2026-03-01T00:30:00.000Z'],
      ['timestamp("2026-03-01") - duration("1ms")', '2026-02-28T23:59:59.999Z'],
      ['timestamp("2026-03-03") - timestamp("2026-03-01T12:00:00Z")', '1d12h'],
      ['timestamp("2026-03-01") < timestamp("2026-03-01T00:00:01Z")', true],
      ['timestamp("2026-03-01T01:00:00+01:00") == timestamp("2026-03-01")', true],
      ['timestamp("2026-03-01") in [timestamp("2026-03-01T00:00:00Z")]', true],
      ['[timestamp("2026-03-01")]', ['2026-03-01T00:00:00.000Z']],
      ['"on " + string(date(run.startedAt))', 'on 2026-03-01T00:00:00.000Z'],
    ]);
  });

  test('have parts, in UTC or in a time zone, across a change of clocks', () => {
    expectEach([
      ['[year(run.startedAt), month(run.startedAt), day(run.startedAt)]', [2026, 3, 1]],
      ['[hour(run.startedAt), minute(run.startedAt), second(run.startedAt)]', [9, 5, 7]],
      ['timestamp(run.startedAt).weekday()', 7],
      ['hour(run.startedAt, "Europe/Berlin")', 10],
      ['hour("2026-07-01T22:30:00Z", "Europe/Berlin")', 0],
      ['day("2026-07-01T22:30:00Z", "Europe/Berlin")', 2],
      ['weekday("2026-03-01T23:30:00Z", "Europe/Berlin")', 1],
      ['hour("2026-03-29T00:59:59Z", "Europe/Berlin")', 1],
      ['hour("2026-03-29T01:00:00Z", "Europe/Berlin")', 3],
      ['year("2026-01-01T00:00:00Z", "America/New_York")', 2025],
    ]);
  });

  test('are written with a pattern', () => {
    expectEach([
      ['format(run.startedAt, "yyyy-MM-dd HH:mm:ss.SSS")', '2026-03-01 09:05:07.250'],
      [
        'format(run.startedAt, "EEEE, d MMMM yyyy \'at\' H:mm", "Europe/Berlin")',
        'Sunday, 1 March 2026 at 10:05',
      ],
      ["format(run.startedAt, \"EEE d MMM yy 'o''clock'\")", "Sun 1 Mar 26 o'clock"],
      ['timestamp("2026-12-31").format("dd.MM.yyyy")', '31.12.2026'],
    ]);
  });

  test.each([
    'timestamp("2026-02-30")',
    'timestamp("2026-13-01")',
    'timestamp("2026-03-01T09:00:00")',
    'timestamp("2026-03-01T25:00:00Z")',
    'timestamp("0000-01-01")',
    'timestamp("tomorrow")',
    'duration("2 days")',
    'duration("")',
    'duration("1m1h")',
    'hour("2026-03-01", "Mars/Base")',
    'format("2026-03-01", "YYYY")',
    'timestamp("9999-12-31") + duration("2d")',
  ])('%s is refused', (source) => {
    expect(() => evaluateExpression(source, {})).toThrow(
      expect.objectContaining({ name: 'ExpressionError', cost: false }),
    );
  });
});

describe('durations', () => {
  test('keep the form that flows use', () => {
    const forms = ['500ms', '30s', '15m', '4h', '2d', '1h30m', '1d2h3m4s5ms'];
    expect(forms.map((form) => parseDuration(form))).toEqual([
      500, 30_000, 900_000, 14_400_000, 172_800_000, 5_400_000, 93_784_005,
    ]);
    expect(forms.map((form) => formatDuration(parseDuration(form) ?? -1))).toEqual(forms);
  });

  test('are added, negated and counted', () => {
    expectEach([
      ['duration("90m")', '1h30m'],
      ['duration("1h") - duration("2h")', '-1h'],
      ['-duration("30s")', '-30s'],
      ['duration("0s")', '0s'],
      ['days(duration("36h"))', 1.5],
      ['hours(duration("90m"))', 1.5],
      ['minutes(duration("90s"))', 1.5],
      ['seconds(duration("1500ms"))', 1.5],
      ['duration("60m") == duration("1h")', true],
      ['duration("2d") > duration("47h")', true],
    ]);
  });
});
