import { readFileSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { Cli } from './cli.ts';

export function usage(message: string, fix: string): AppError {
  return new AppError('usage', message, { fix });
}

/** A file named on the command line; `-` is standard input. */
export async function readText(cli: Cli, file: string): Promise<string> {
  if (file === '-') return cli.stdin();
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError('not_found', `The file ${file} cannot be read.`, { fix: 'Check its path.', cause });
  }
}

/** `--input '{"a":1}'`, `--input @file.json`, or `-` for standard input. */
export async function readInputOption(
  cli: Cli,
  value: string | undefined,
  option: '--input' | '--output' = '--input',
): Promise<Json | undefined> {
  if (value === undefined) return undefined;
  const named = value === '-' ? value : value.startsWith('@') ? value.slice(1) : null;
  const text = named === null ? value : await readText(cli, named);
  try {
    return JSON.parse(text) as Json; // JSON.parse makes JSON
  } catch {
    throw usage(
      `${option} is not JSON.`,
      `Quote it for the shell: ${option} '{"title":"Hello"}', or use ${option} @file.json.`,
    );
  }
}

/** `draft`, `live` or a release's number. */
export function readTarget(value: string): 'draft' | 'live' | number {
  if (value === 'draft' || value === 'live') return value;
  return readVersion(value);
}

export function readVersion(value: string): number {
  const version = Number(value.replace(/^v/, ''));
  if (Number.isInteger(version) && version > 0) return version;
  throw usage(`“${value}” names no version.`, 'Use a number such as 4.');
}

export function readNumber(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0) return number;
  throw usage(`“${value}” is not a whole number.`, 'Use digits.');
}

/** `key=value`, the value may hold more equals signs. */
export function readPair(value: string): [string, string] {
  const at = value.indexOf('=');
  if (at < 1) throw usage(`“${value}” is not of the form name=value.`, 'Write name=value.');
  return [value.slice(0, at), value.slice(at + 1)];
}

export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
