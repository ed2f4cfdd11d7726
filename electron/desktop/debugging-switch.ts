/**
 * Switches that let another program read and press everything in the window, or run its own code in it. Those of Node
 * are off in the packaged program itself (electron-builder.yml); Chromium's own are not, so the app refuses to run.
 */
const refused = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-wait',
  'inspect-port',
  'debug',
  'debug-brk',
  'load-extension',
  'disable-extensions-except',
  'disable-web-security',
];

/** The first of them that the program was started with, as it was written; null where there is none. */
export function debuggingSwitch(argv: string[]): string | null {
  const found = argv.find((argument) => {
    // Chromium takes one dash or two, on Windows a slash as well, and cares for no capitals there.
    const name = /^(?:--?|\/)([^=]+)/.exec(argument)?.[1];
    return name !== undefined && refused.includes(name.toLowerCase());
  });
  return found?.split('=')[0] ?? null;
}
