import { errorTable, AppError, toWire } from '../../shared/errors.ts';
import type { Report } from './cli.ts';

const schema = 1;

/** stdout carries one JSON document (or a file's bytes, or text for people); everything else is stderr. */
export function createOutput(json: boolean) {
  return {
    async report(report: Report): Promise<number> {
      if ('bytes' in report) {
        await write(report.bytes);
        return 0;
      }
      await write(json ? `${JSON.stringify({ schema, data: report.data })}\n` : `${report.text}\n`);
      return report.exit ?? 0;
    },
    async print(data: unknown, text: string): Promise<void> {
      await write(json ? `${JSON.stringify({ schema, data })}\n` : `${text}\n`);
    },
    async fail(error: unknown): Promise<number> {
      const wire = toWire(error);
      if (json) await write(`${JSON.stringify({ schema, error: wire })}\n`);
      else {
        note(wire.message);
        for (const detail of wire.details ?? []) note(detailLine(detail));
        if (wire.fix !== undefined) note(wire.fix);
      }
      if (!(error instanceof AppError))
        note(`(${error instanceof Error ? (error.stack ?? error.message) : String(error)})`);
      return error instanceof AppError ? errorTable[error.code].exit : 1;
    },
  };
}

export function note(text: string): void {
  if (text !== '') process.stderr.write(`${text}\n`);
}

/** Resolves once the bytes are out, so that the process may end. */
function write(bytes: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

/** A problem as a line: where, what, and what to do. */
function detailLine(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null) return '';
  const { message, fix, node, line, column } = detail as Record<string, unknown>;
  if (typeof message !== 'string') return '';
  const place = typeof line === 'number' ? `${line}:${typeof column === 'number' ? column : 1} ` : '';
  const where = typeof node === 'string' ? ` (${node})` : '';
  return `  ${place}${message}${where}${typeof fix === 'string' ? ` ${fix}` : ''}`;
}
