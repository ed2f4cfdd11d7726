import { Environment, ParseError } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import { wrong } from './expression-error.ts';
import type { ExpressionError } from './expression-error.ts';

export type Node = ASTNode;

const sourceLimit = 16 * 1024;

/**
 * The library gives the grammar alone: its lexer, parser and structural limits. Its evaluator is not used: it has
 * integers beside doubles, native regular expressions that can hang, and no cost limit (DEPENDENCIES 3.1).
 */
const grammar = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: false,
  limits: { maxAstNodes: 1000, maxDepth: 40, maxListElements: 500, maxMapEntries: 200, maxCallArguments: 32 },
});

/** The syntax tree of a formula. Throws ExpressionError with the offset of what cannot be read. */
export function parseSource(source: string): Node {
  if (source.trim() === '') {
    throw wrong(
      'The formula is empty.',
      'Write a value, such as trigger.input.title, or remove the braces.',
      0,
    );
  }
  if (source.length > sourceLimit) {
    throw wrong('The formula is longer than 16 KiB.', 'Split it over several steps.', 0);
  }
  try {
    return grammar.parse(source).ast;
  } catch (error) {
    if (error instanceof ParseError) throw explain(source, error);
    // A stack overflow from thousands of ! or - in a row; anything else is not the author's.
    if (error instanceof RangeError) throw tooNested(0);
    throw error;
  }
}

function tooNested(offset: number): ExpressionError {
  return wrong(
    'The formula is too long or too deeply nested.',
    'Split it over several steps, for example with a set step.',
    offset,
  );
}

function explain(source: string, error: ParseError): ExpressionError {
  const offset = Math.min(error.range?.start ?? 0, source.length);
  switch (error.code) {
    case 'limit_exceeded':
      return tooNested(offset);
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
      return wrong(
        'A quotation mark that opens here is never closed.',
        'Close the text with the same mark.',
        offset,
      );
    case 'newline_in_string':
      return wrong(
        'A text in quotes breaks off at the end of the line.',
        'Close it, or write \\n for a new line.',
        offset,
      );
    case 'reserved_identifier':
      return wrong(
        `'${word(source, offset)}' is a reserved word.`,
        `If it is a field's name, write it in brackets, such as trigger.body["${word(source, offset)}"].`,
        offset,
      );
    case 'invalid_macro_argument':
      return wrong(
        'map, filter, exists and all need a name for the single item first.',
        'Write it like trigger.body.items.map(entry, entry.name).',
        offset,
      );
    case 'invalid_number':
    case 'invalid_integer':
    case 'invalid_hex_integer':
    case 'invalid_exponent':
      return wrong('This is not a number.', 'Write it like 100, 0.5 or 1e6.', offset);
    default:
      if (error.code.includes('escape') || error.code.includes('surrogate')) {
        return wrong(
          'A backslash in a text is followed by something it cannot stand before.',
          'Write \\\\ for a backslash itself, or put r before the text: r"\\d+".',
          offset,
        );
      }
      return unexpected(source, offset);
  }
}

function word(source: string, offset: number): string {
  return /^\w{1,40}/.exec(source.slice(offset, offset + 41))?.[0] ?? '';
}

const hints: Record<string, string> = {
  '=': 'Write == to compare.',
  '&': 'Write && for “and”.',
  and: 'Write && for “and”.',
  '|': 'Write || for “or”.',
  or: 'Write || for “or”.',
  not: 'Write ! for “not”, before the value.',
  '“': 'Use straight quotation marks: "text".',
  '”': 'Use straight quotation marks: "text".',
  '„': 'Use straight quotation marks: "text".',
  '‘': "Use straight quotation marks: 'text'.",
  '’': "Use straight quotation marks: 'text'.",
  '`': 'Use straight quotation marks: "text". Join texts with +.',
  ';': 'A formula is one single value: remove the semicolon.',
  $: 'Remove the $: names are written as they are, such as trigger.input.title.',
  '{': 'A formula is written without inner braces: one {{ … }} around it is enough.',
};

function unexpected(source: string, offset: number): ExpressionError {
  if (source.slice(offset).trim() === '') {
    return wrong(
      'The formula ends too early.',
      'Complete it: a bracket is still open, or a value is missing after the last sign.',
      source.trimEnd().length,
    );
  }
  const found = word(source, offset) || String.fromCodePoint(source.codePointAt(offset) ?? 0x20);
  const hint = Object.hasOwn(hints, found) ? hints[found] : undefined;
  return wrong(
    `'${found}' does not fit here.`,
    hint ?? 'Check what stands before it: a comma, a sign such as + or ==, or a bracket may be missing.',
    offset,
  );
}
