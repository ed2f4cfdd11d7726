import { parseArgs } from 'node:util';
import { beforeOpening, openingIn, type Opening } from './opening.ts';

export type ProgramArguments = {
  home: string | undefined;
  port: number | undefined;
  /** Start without a window, as at login. */
  hidden: boolean;
  opening: Opening | null;
};

/** What the program was started with. Not strict: Chromium's own switches come by as well. */
export function readArguments(argv: string[], folder: string): ProgramArguments {
  const { values } = parseArgs({
    args: beforeOpening(argv),
    strict: false,
    options: { home: { type: 'string' }, port: { type: 'string' }, hidden: { type: 'boolean' } },
  });
  return {
    home: typeof values.home === 'string' ? values.home : undefined,
    port: typeof values.port === 'string' && /^\d{1,5}$/.test(values.port) ? Number(values.port) : undefined,
    hidden: values.hidden === true,
    opening: openingIn(argv, folder),
  };
}
