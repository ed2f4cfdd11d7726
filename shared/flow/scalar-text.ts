import type { Json } from '../json.ts';

/** Anything that some YAML reader (1.1 or 1.2) takes for another type than text. */
const otherTypes =
  /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[\da-f_]+|[\d_]+(?::[0-5]?\d)*(?:\.[\d_]*)?(?:e[-+]?\d+)?|\.\d[\d_]*(?:e[-+]?\d+)?|\.(?:inf|nan))|\.nan|<<|=)$/i;

/** Control characters, line ends, lone surrogates and marks that an editor would hide: only escapes keep them. */
const needsEscapes = /[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u;

const hidden = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** JSON's escapes are all YAML's too. */
const doubleQuoted = (text: string): string =>
  JSON.stringify(text).replace(hidden, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

function isPlain(text: string, inFlow: boolean): boolean {
  if (text === '' || /^\s|\s$/.test(text) || otherTypes.test(text)) return false;
  if (/^[-?:,[\]{}#&*!|>'"%@`]/.test(text) || /^(?:---|\.\.\.)/.test(text)) return false;
  if (/: |:$| #/.test(text)) return false;
  return !inFlow || !/[,[\]{}]/.test(text);
}

/** Text on one line: plain where nothing can misread it, else in the quotes that need least escaping. */
export function printText(text: string, inFlow: boolean): string {
  if (needsEscapes.test(text)) return doubleQuoted(text);
  if (isPlain(text, inFlow)) return text;
  if (text.includes("'") && !/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}

export function printScalar(value: Exclude<Json, object> | null, inFlow: boolean): string {
  return typeof value === 'string' ? printText(value, inFlow) : JSON.stringify(value);
}

/** Whether `|` keeps every character: visible text and tabs, and after the last visible character no line of blanks. */
export function isBlockText(text: string): boolean {
  if (!text.includes('\n') || needsEscapes.test(text.replaceAll(/[\n\t]/g, ''))) return false;
  const visible = text.trimEnd();
  return visible !== '' && /^[ \t]*\n*$/.test(text.slice(visible.length));
}

/** Header and lines of a literal block; the lines are not indented yet. */
export function printBlock(text: string): { header: string; lines: string[] } {
  const end = text.endsWith('\n') ? (text.endsWith('\n\n') ? '+' : '') : '-';
  const lines = text.split('\n');
  if (end !== '-') lines.pop();
  const first = lines.find((line) => line !== '') ?? '';
  // Without the number, YAML would take the first line's own spaces for indentation.
  const indent = /^[ \t]/.test(first) ? '2' : '';
  return { header: `|${indent}${end}`, lines };
}
