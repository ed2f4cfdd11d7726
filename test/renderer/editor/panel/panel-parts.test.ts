import { describe, expect, test } from 'vitest';
import { durationWords, splitDuration } from '../../../../renderer/editor/panel/controls/duration-parts.ts';
import { freeName, nameFrom } from '../../../../renderer/steps/names.ts';
import { asType, typeOfValue } from '../../../../renderer/editor/panel/controls/value-types.ts';
import { fieldWords } from '../../../../renderer/editor/panel/field-words.ts';
import { readCron, writeCron } from '../../../../renderer/editor/panel/forms/cron-plan.ts';
import { deadlineMarks } from '../../../../renderer/editor/panel/forms/deadline-marks.ts';
import { braced, formulasIn } from '../../../../renderer/editor/panel/values/pieces.ts';
import { valueText } from '../../../../renderer/editor/panel/values/value-text.ts';
import { isNodeName, isPortName } from '../../../../shared/steps/names.ts';
import { formOf, type FormField } from '../../../../shared/steps/form.ts';
import { kindOf, stepKinds } from '../../../../shared/steps/index.ts';

const fieldsOf = (name: string): readonly FormField[] => {
  const kind = kindOf(name);
  if (kind === undefined) throw new Error(name);
  return formOf(kind);
};

describe('formulas in a text', () => {
  test('each one is found with its braces, whatever braces and quotes stand inside', () => {
    const text = 'To {{ trigger.input.name }}: {{ {"a": "}}"}["a"] }}!';
    expect(formulasIn(text).map(({ from, to }) => text.slice(from, to))).toEqual([
      '{{ trigger.input.name }}',
      '{{ {"a": "}}"}["a"] }}',
    ]);
  });

  test('one that is still being typed is text, and those before it stay chips', () => {
    expect(formulasIn('{{ a.b }} and {{ tri').map(({ source }) => source.trim())).toEqual(['a.b']);
    expect(formulasIn('{{')).toEqual([]);
  });

  test('a value is put into a text with its braces', () => {
    expect(braced(' steps.a.b ')).toBe('{{ steps.a.b }}');
  });
});

test('whatever a person calls a thing becomes a name that formulas and ways out can have', () => {
  for (const words of ['Risk level', '5 % first', 'Über größe!', 'a', 'X'.repeat(90), '-- yes --']) {
    expect(isNodeName(nameFrom(words)), words).toBe(true);
    expect(isPortName(nameFrom(words, '-')), words).toBe(true);
  }
  expect(nameFrom('Risk level')).toBe('risk_level');
  expect(nameFrom('★')).toBe('');
  expect(freeName('case', ['case', 'case-2'], '-')).toBe('case-3');
});

test('a plan that can be chosen is written as cron and read back as it was', () => {
  for (const cron of ['0 9 * * *', '30 7 * * 1-5', '5 0 1 * *', '0 22 * * 0,3', '15 6 * * 6']) {
    const plan = readCron(cron);
    expect(plan === null ? null : writeCron(plan)).toBe(cron);
  }
  expect(readCron('0 9 * * 5-7')).toMatchObject({ days: [0, 5, 6] });
  expect(readCron('0 9 * * 7')).toMatchObject({ days: [0] });
  for (const other of ['*/5 * * * *', '0 9 * 3 *', '0 9 1 * 1', '0 25 * * *', 'soon'])
    expect(readCron(other)).toBeNull();
});

test('a length of time is a number and its unit; one of several units stays as it is typed', () => {
  expect(splitDuration('24h')).toEqual({ amount: 24, unit: 'h' });
  expect(splitDuration('1h30m')).toBeNull();
  expect([durationWords('1d'), durationWords('90s'), durationWords('1h30m')]).toEqual([
    '1 day',
    '90 seconds',
    '1h30m',
  ]);
});

test('reminders, others and the deadline stand on the line in the order they happen', () => {
  const marks = deadlineMarks(['4h', '1h', 'soon'], ['8h'], '16h');
  expect(marks.map(({ kind, after }) => `${kind} ${after}`)).toEqual([
    'remind 1h',
    'remind 4h',
    'escalate 8h',
    'deadline 16h',
  ]);
  expect(marks.map(({ place }) => place).toSorted((a, b) => a - b)).toEqual(marks.map(({ place }) => place));
  expect(marks.at(-1)?.place).toBe(1);
});

test('a value keeps its meaning in its other form as far as it has one there', () => {
  expect(asType('12.5', 'number')).toBe(12.5);
  expect(asType('many', 'number')).toBe(0);
  expect(asType(12, 'text')).toBe('12');
  expect(asType('x', 'list')).toEqual(['x']);
  expect(asType('x', 'fields')).toEqual({});
  expect([typeOfValue(null), typeOfValue([]), typeOfValue({})]).toEqual(['nothing', 'list', 'fields']);
});

test('a value beside its name is one short line', () => {
  expect(valueText('a\n  b')).toBe('a b');
  expect(valueText({ a: [1] })).toBe('{"a":[1]}');
  expect([valueText(null), valueText(''), valueText(undefined)]).toEqual(['empty', 'empty text', '']);
  expect(valueText('x'.repeat(5000)).length).toBe(300);
});

describe('the words of generated fields', () => {
  test('speak only of fields that the kind has', () => {
    for (const { kind } of stepKinds) {
      const known = fieldsOf(kind).map(({ name }) => name);
      expect(known, kind).toEqual(expect.arrayContaining(Object.keys(fieldWords[kind])));
    }
  });

  test('name every choice of the schema, and never a word that is banned on screen', () => {
    for (const { kind } of stepKinds) {
      for (const field of fieldsOf(kind)) {
        const words = fieldWords[kind][field.name];
        if (words === undefined) continue;
        const { choices = {} } = words;
        if (Object.keys(choices).length > 0)
          expect(Object.keys(choices).toSorted()).toEqual([...field.options].toSorted());
        const shown = JSON.stringify([words.label, words.help, words.placeholder, Object.values(choices)]);
        expect(shown).not.toMatch(/\b(slot|port|quorum|misfire|visit|effect|expression)s?\b/i);
      }
    }
  });
});
