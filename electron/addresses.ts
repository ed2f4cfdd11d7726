import { AppError } from '../shared/errors.ts';

/** How programs of this machine reach a host that listens there. */
export function localUrl(bind: string, port: number): string {
  if (bind === '0.0.0.0' || bind === '::' || bind === 'localhost' || bind.startsWith('127.')) {
    return `http://127.0.0.1:${port}`;
  }
  return `http://${bind.includes(':') ? `[${bind}]` : bind}:${port}`;
}

export function cannotListen(error: unknown, port: number, bind: string): AppError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') {
    return new AppError('no_host', `Port ${port} is taken by another program.`, {
      fix: `Choose another one: countersign serve --port ${port === 65_535 ? 7420 : port + 1}.`,
      cause: error,
    });
  }
  return new AppError('no_host', `This host cannot listen at ${bind}, port ${port} (${code}).`, {
    fix: 'Check --bind and --port.',
    cause: error,
  });
}
