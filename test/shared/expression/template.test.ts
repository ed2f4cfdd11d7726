import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { ExpressionError } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/expression.ts';
import {
  hasExpression,
  parseTemplate,
  referencesOf,
  renderText,
  renderValue,
} from '../../../shared/expression/template.ts';
import type { Json } from '../../../shared/json.ts';

const variables = {
  trigger: { input: { amount: 5, title: 'Tides' }, list: [1, { a: null }], none: null, flag: false },
  steps: { summarize: { risk: 'low' } },
};

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as Json);

describe('whole values and joined text', () => {
  test.each<[string, Json]>([
    ['{{ trigger.input.amount }}', 5],
    ['{{trigger.input.amount}}', 5],
    ['{{ trigger.list }}', [1, { a: null }]],
    ['{{ trigger.none }}', null],
    ['{{ trigger.flag }}', false],
    ['{{ trigger.input.amount > 3 }}', true],
    [' {{ trigger.input.amount }}', ' 5'],
    ['{{ trigger.input.amount }}\n', '5\n'],
    ['{{ 1 }}{{ 2 }}', '12'],
    ['a {{ 0.5 }} b', 'a 0.5 b'],
    ['{{ trigger.list }}!', '[1,{"a":null}]!'],
    ['[{{ trigger.none }}]', '[]'],
    ['is {{ trigger.flag }}', 'is false'],
    ['until {{ timestamp("2026-03-01") + duration("1d") }}', 'until 2026-03-02T00:00:00.000Z'],
    ['no braces', 'no braces'],
    ['', ''],
    ['one { and } and }} are text', 'one { and } and }} are text'],
  ])('%s', (text, expected) => {
    expect(renderValue(text, variables)).toEqual(expected);
  });

  test('as text, a whole value is joined like any other', () => {
    expect(renderText('{{ trigger.list }}', variables)).toBe('[1,{"a":null}]');
    expect(renderText('{{ trigger.none }}', variables)).toBe('');
    expect(renderText('{{ trigger.input.amount }}', variables)).toBe('5');
  });

  test('a value is rendered at any depth, names of fields never are', () => {
    const value = { '{{ key }}': ['{{ trigger.input.title }}', { deep: 'x{{ 1 + 1 }}' }, 7, null, true] };
    expect(renderValue(value, variables)).toEqual({ '{{ key }}': ['Tides', { deep: 'x2' }, 7, null, true] });
  });

  test('the value given is left as it was, and a hostile key stays data', () => {
    const value = JSON.parse('{"__proto__": {"polluted": "{{ 1 }}"}, "list": ["{{ 2 }}"]}') as Json;
    const before = JSON.stringify(value);
    expect(JSON.stringify(renderValue(value, variables))).toBe('{"__proto__":{"polluted":1},"list":[2]}');
    expect(JSON.stringify(value)).toBe(before);
  });

  test('all templates of one value share one budget', () => {
    const list = Array.from({ length: 100_000 }, (_, i) => i);
    const one = '{{ trigger.map(x, x).size() }}';
    expect(renderValue(one, { trigger: list })).toBe(100_000);
    expect(() =>
      renderValue(
        Array.from({ length: 10 }, () => one),
        { trigger: list },
      ),
    ).toThrow(expect.objectContaining({ cost: true }));
  });

  test('a template that cannot be read is an error with a way out', () => {
    expect(() => renderValue('{{ 1 + }}', variables)).toThrow(ExpressionError);
    expect(() => renderValue('{{ 1', variables)).toThrow(/never closed/);
  });
});

describe('the scanner', () => {
  test.each<[string, Json]>([
    ['{{ {"a": "}}"}.a }}', '}}'],
    ['{{ {"a": {"b": 1}} }}', { a: { b: 1 } }],
    ['{{ {"a":1}}}', { a: 1 }],
    ['{{"{{"}}', '{{'],
    ['{{ "{{" }} x {{ "}}" }}', '{{ x }}'],
    ["{{ '}}' }}", '}}'],
    ['{{ "a\\"}}" }}', 'a"}}'],
    ['{{ """}} " ""x""" }}', '}} " ""x'],
    ['{{ 1 // }} not yet\n }}', 1],
    ["{{ 1 // it's\n }}", 1],
    ['{{ "https://example.com" }}', 'https://example.com'],
    ['{{ 6 / 2 }}', 3],
    ['{{ [{"a": 1}].map(x, {"b": x.a}) }}', [{ b: 1 }]],
  ])('%s', (text, expected) => {
    expect(renderValue(text, variables)).toEqual(expected);
  });

  test.each([
    ['a {{ b', 'A formula that opens with {{ is never closed.', 2],
    ['a {{ "b }} c', 'A quotation mark that opens here is never closed.', 5],
    ['a {{ "b', 'A formula that opens with {{ is never closed.', 2],
    ['a {{ 1 // b }}', 'A formula that opens with {{ is never closed.', 2],
    ['{{ 1 }} {{', 'A formula that opens with {{ is never closed.', 8],
    ['{{}}', 'The formula is empty.', 2],
    ['{{ }} x', 'The formula is empty.', 2],
    ['ab {{ 1 + }}', 'The formula ends too early.', 9],
    ['ab {{ stpes.x }}', "There is nothing called 'stpes'.", 6],
    ['{{ "a\nb" }}', 'A text in quotes breaks off at the end of the line.', 5],
  ])('%j is a problem with its place', (text, message, offset) => {
    const parsed = parseTemplate(text);
    expect(parsed).toMatchObject({ ok: false, problem: { message, offset } });
    expect(parsed.ok ? '' : parsed.problem.fix).not.toBe('');
  });

  test('a template says what it is', () => {
    expect(parseTemplate('plain')).toEqual({ ok: true, template: { kind: 'text', text: 'plain' } });
    expect(parseTemplate('{{ run.id }}')).toEqual({
      ok: true,
      template: {
        kind: 'expression',
        expression: { source: ' run.id ', references: [{ variable: 'run', path: ['id'] }] },
      },
    });
    expect(parseTemplate('a{{ 1 }}')).toEqual({
      ok: true,
      template: { kind: 'mixed', parts: ['a', { source: ' 1 ', references: [] }] },
    });
    expect([hasExpression('a {{ b'), hasExpression('a { b')]).toEqual([true, false]);
  });

  test('text without double braces is never changed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        fc.pre(!text.includes('{{'));
        expect(renderValue(text, {})).toBe(text);
        expect(renderText(text, {})).toBe(text);
      }),
    );
  });

  test('exactly one formula keeps its type; any text around it makes text', () => {
    fc.assert(
      fc.property(
        json,
        fc.constantFrom('', ' ', '\n'),
        fc.stringMatching(/^[a-z .]{1,8}$/),
        (value, space, around) => {
          const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
          expect(renderValue(`{{${space}trigger${space}}}`, { trigger: value })).toEqual(value);
          expect(renderValue(`${around}{{ trigger }}`, { trigger: value })).toBe(around + text);
          expect(renderText('{{ trigger }}', { trigger: value })).toBe(text);
        },
      ),
    );
  });

  test('any text can be written as a quoted formula, also between others', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 }), (parts) => {
        const text = parts.map((part) => `{{ ${JSON.stringify(part)} }}`).join('');
        expect(renderText(text, {})).toBe(parts.join(''));
      }),
    );
  });

  test('no text at all makes parsing or rendering throw anything raw', () => {
    const pieces = fc.constantFrom(
      '{{',
      '}}',
      '{',
      '}',
      '"',
      "'",
      '"""',
      '//',
      '\n',
      '\\',
      'trigger',
      '.',
      'a',
      '1',
      '+',
      ' ',
      '(',
      ')',
      '[',
      ']',
      ':',
      ',',
      '?',
      'map',
      'r"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const parsed = parseTemplate(text);
        try {
          renderValue(text, variables);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
        if (!parsed.ok) expect(parsed.problem.offset ?? 0).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('references', () => {
  function references(source: string): string[] {
    const parsed = parseExpression(source);
    if (!parsed.ok) throw new Error(parsed.problem.message);
    return parsed.expression.references.map(({ variable, path }) => [variable, ...path].join('/'));
  }

  test.each<[string, string[]]>([
    ['steps.summarize.risk', ['steps/summarize/risk']],
    ['steps["summarize"].risk', ['steps/summarize/risk']],
    ['steps.find.rows[0].name', ['steps/find/rows']],
    ['steps[trigger.input.which].risk', ['trigger/input/which', 'steps']],
    ['steps.a.items.map(x, x.b + steps.c.d)', ['steps/a/items', 'steps/c/d']],
    ['steps.a.items.map(item, item.b).filter(index, index > 0)', ['steps/a/items']],
    ['trigger.body.title.lower() + run.id', ['trigger/body/title', 'run/id']],
    [
      'has(steps.a.b) ? default(steps.c.d, run.id) : trigger',
      ['steps/a/b', 'steps/c/d', 'run/id', 'trigger'],
    ],
    ['lower(steps.a.b).size() + size(steps.a.b)', ['steps/a/b']],
    ['{"x": steps.a}.x', ['steps/a']],
    ['[steps.a][0].b', ['steps/a']],
    ['-steps.a.n > 1 && !(steps.b.f in [run.id])', ['steps/a/n', 'steps/b/f', 'run/id']],
    ['1 + 2', []],
  ])('%s', (source, expected) => {
    expect(references(source)).toEqual(expected);
  });

  test('are collected from any value, with the place of each problem', () => {
    const value = {
      a: '{{ steps.x.y }} and {{ run.id }}',
      b: [{ c: '{{ nope }}' }, '{{ steps.x.y }}', 'text', 4],
      '{{ no }}': '{{ 1',
    };
    expect(referencesOf(value)).toEqual({
      references: [
        { variable: 'steps', path: ['x', 'y'] },
        { variable: 'run', path: ['id'] },
      ],
      problems: [
        expect.objectContaining({ message: "There is nothing called 'nope'.", at: ['b', 0, 'c'] }),
        expect.objectContaining({
          message: 'A formula that opens with {{ is never closed.',
          at: ['{{ no }}'],
        }),
      ],
    });
  });
});
