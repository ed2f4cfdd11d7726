import { parseArgs } from 'node:util';

export type ProgramArguments = { home: string | undefined; port: number | undefined };

/** What the program was started with. Not strict: Chromium's own switches come by as well. */
export function readArguments(argv: string[]): ProgramArguments {
  const { values } = parseArgs({
    args: argv,
    strict: false,
    options: { home: { type: 'string' }, port: { type: 'string' } },
  });
  return {
    home: typeof values.home === 'string' ? values.home : undefined,
    port: typeof values.port === 'string' && /^\d{1,5}$/.test(values.port) ? Number(values.port) : undefined,
  };
}
