import type { LineCounter, YAMLError } from 'yaml';

import type { Problem } from './problem.ts';

type Words = { code: string; message: string; fix: string };

const quoteIt: Words = {
  code: 'unquoted_expression',
  message: 'An expression in {{ }} stands without quotes, so YAML reads it as something else.',
  fix: "Put it in quotes: '{{ … }}'.",
};

/** The parser's codes in a user's words; the rest is “cannot be read as YAML”. */
const words: Partial<Record<string, Omit<Words, 'code'>>> = {
  BAD_INDENT: {
    message: 'The indentation does not fit.',
    fix: 'Line it up with its neighbours, two spaces a level.',
  },
  TAB_AS_INDENT: { message: 'A tab is used to indent.', fix: 'Use two spaces a level.' },
  MISSING_CHAR: {
    message: 'A bracket, a quote, a colon or a line break is missing.',
    fix: 'Close what was opened, and leave a space after each colon.',
  },
  UNEXPECTED_TOKEN: {
    message: 'Something stands here that does not belong.',
    fix: 'Put text with : # [ ] { } in quotes.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'Two keys stand on one line, or a text with a colon has no quotes.',
    fix: 'Start a new line, or put the text in quotes.',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'A key goes over several lines.',
    fix: 'Write `key: value`, with a space after the colon.',
  },
  BAD_DQ_ESCAPE: {
    message: 'A backslash in double quotes has no meaning here.',
    fix: 'Double the backslash, or use single quotes.',
  },
  BAD_SCALAR_START: { message: 'Text cannot begin with this character.', fix: 'Put the text in quotes.' },
  BAD_ALIAS: { message: 'An alias names nothing.', fix: 'Write the value out.' },
  KEY_OVER_1024_CHARS: { message: 'A key is too long.', fix: 'Shorten it.' },
};

function wordsOf(error: YAMLError, line: string): Words {
  if (error.code === 'TAG_RESOLVE_FAILED') return tagWords;
  if (error.code === 'MULTIPLE_DOCS') {
    return {
      code: 'several_documents',
      message: 'The file holds several documents.',
      fix: 'Keep one flow per file: remove `---`.',
    };
  }
  const outsideQuotes = line.replaceAll(/'[^']*'|"(?:[^"\\]|\\.)*"/g, '');
  if (outsideQuotes.includes('{{')) return quoteIt;
  const known = words[error.code];
  return {
    code: 'malformed_yaml',
    message: known?.message ?? 'This cannot be read as YAML.',
    fix: known?.fix ?? 'Correct this line, or put its text in quotes.',
  };
}

export const unquotedWords = quoteIt;

export const tagWords: Words = {
  code: 'tag_not_allowed',
  message: 'The file uses a YAML tag (a word that begins with !).',
  fix: 'Remove the tag, or put the text in quotes.',
};

/** One problem a line, the first ten: what follows the first fault is often its echo. */
export function yamlProblems(errors: readonly YAMLError[], lines: LineCounter, text: string): Problem[] {
  const rows = text.split('\n');
  const seen = new Set<number>();
  const problems: Problem[] = [];
  for (const error of errors) {
    const { line, col } = lines.linePos(Math.min(error.pos[0], text.length));
    if (seen.has(line) || problems.length >= 10) continue;
    seen.add(line);
    problems.push({
      ...wordsOf(error, rows[line - 1] ?? ''),
      severity: 'error',
      line,
      column: Math.max(col, 1),
    });
  }
  const unquoted = problems.filter((problem) => problem.code === quoteIt.code);
  return unquoted.length > 0 ? unquoted : problems;
}
