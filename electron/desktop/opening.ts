import { resolve } from 'node:path';
import { linkScheme } from './deep-link.ts';

/** What somebody asked the app to open: by a link, by a press on a file, or on the command line. */
export type Opening = { link: string } | { file: string };

const isLink = (text: string): boolean => text.toLowerCase().startsWith(`${linkScheme}:`);
const isFile = (text: string): boolean => /\.ya?ml$/i.test(text) && !text.startsWith('-');

/** The first thing among the arguments that can be opened; files lie where that program was started. */
export function openingIn(argv: readonly string[], folder: string): Opening | null {
  const found = argv.find((argument) => isLink(argument) || isFile(argument));
  if (found === undefined) return null;
  return isLink(found) ? { link: found } : { file: resolve(folder, found) };
}

/** What another start of the app sent over; from outside this process, so it is held against what it should be. */
export function asOpening(sent: unknown): Opening | null {
  if (typeof sent !== 'object' || sent === null) return null;
  if ('link' in sent && typeof sent.link === 'string') return { link: sent.link };
  if ('file' in sent && typeof sent.file === 'string') return { file: sent.file };
  return null;
}

/**
 * The arguments that are ours. What stands behind a link or behind `--` came with it: a page that makes somebody press
 * a link must not choose the home or a switch.
 */
export function beforeOpening(argv: readonly string[]): string[] {
  const end = argv.findIndex((argument) => argument === '--' || isLink(argument));
  return end === -1 ? [...argv] : argv.slice(0, end);
}
