import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';

type Log = {
  line: (text: string) => void;
  error: (message: string, cause: unknown) => void;
  close: () => void;
};

const rotateBytes = 5 * 1024 * 1024;

/** `<home>/host.log`, one JSON document a line, with the one before it beside. `mask` hides secrets in what libraries say. */
export function openLog(home: string, mask: (text: string) => string): Log {
  const file = join(home, 'host.log');
  if (existsSync(file) && statSync(file).size > rotateBytes) renameSync(file, `${file}.1`);
  const destination = pino.destination({ dest: file, sync: true, mode: 0o600 });
  const log = pino({ base: { pid: process.pid } }, destination);
  return {
    line: (text) => log.info(mask(text)),
    error: (message, cause) => log.error({ cause: mask(causeText(cause)) }, mask(message)),
    close: () => destination.end(),
  };
}

function causeText(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause === undefined ? '' : `\ncaused by ${causeText(cause.cause)}`;
  return `${cause.stack ?? cause.message}${inner}`;
}
