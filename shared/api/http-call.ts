import { AppError, fromWire, type WireError } from '../errors.ts';
import { contract, type ProcedureName } from './contract.ts';
import type { Procedure } from './procedure.ts';

export const apiBase = '/api/v1';

/** A call as HTTP sends it; `path` begins with `/api/v1` and carries the query. */
type HttpCall = { method: string; path: string; headers: Record<string, string>; body: string | null };

/** What came back, read by whoever owns the socket. `bytes` only where the procedure answers with bytes. */
type HttpAnswer = {
  status: number;
  header: (name: string) => string | null;
  text: () => Promise<string>;
  bytes: () => Promise<Uint8Array>;
};

type Flat = Record<string, unknown>;

/** The HTTP form of a call: path, query, headers and body from one flat input. The window and the CLI share it. */
export function toHttpCall(name: ProcedureName, input: unknown): HttpCall {
  const procedure: Procedure = contract[name];
  const rest: Flat = { ...(input as Flat) }; // every input of the contract is an object
  const path = procedure.path.replaceAll(/\{(\w+)\}/g, (_, field: string) =>
    encodeURIComponent(String(take(rest, field))),
  );
  const headers: Record<string, string> = {};
  if (procedure.ifMatch) headers['if-match'] = `"${String(take(rest, 'ifMatch')).replaceAll('"', '')}"`;

  const inQuery =
    procedure.method === 'GET' || procedure.method === 'DELETE' ? Object.keys(rest) : (procedure.query ?? []);
  const query = inQuery
    .map((field) => [field, take(rest, field)] as const)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => `${field}=${encodeURIComponent(String(value))}`);
  const target = `${apiBase}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;

  if (procedure.method === 'GET' || procedure.method === 'DELETE') {
    return { method: procedure.method, path: target, headers, body: null };
  }
  if (procedure.text !== undefined) {
    headers['content-type'] = procedure.text.types[0] ?? 'text/plain';
    return { method: procedure.method, path: target, headers, body: String(rest[procedure.text.field]) };
  }
  headers['content-type'] = 'application/json';
  return { method: procedure.method, path: target, headers, body: JSON.stringify(rest) };
}

/** The answer of a call, or the error it tells. */
export async function fromHttpAnswer(name: ProcedureName, answer: HttpAnswer): Promise<unknown> {
  const procedure: Procedure = contract[name];
  if (answer.status >= 400) throw errorOf(answer.status, await answer.text());
  if (procedure.answer === 'bytes') return bytesAnswer(answer);
  if (procedure.answer === 'yaml')
    return { text: await answer.text(), type: answer.header('content-type') ?? '' };
  return JSON.parse(await answer.text()) as unknown;
}

async function bytesAnswer(answer: HttpAnswer): Promise<unknown> {
  const bytes = await answer.bytes();
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.header('content-range') ?? '');
  const fileName = /filename\*=UTF-8''([^;]+)/.exec(answer.header('content-disposition') ?? '')?.[1];
  return {
    bytes,
    type: answer.header('x-resource-type') ?? answer.header('content-type') ?? 'application/octet-stream',
    name: fileName === undefined ? null : decodeURIComponent(fileName),
    size: range === null ? bytes.length : Number(range[2]),
    start: range === null ? 0 : Number(range[1]),
  };
}

function errorOf(status: number, text: string): AppError {
  try {
    const { error } = JSON.parse(text) as { error?: WireError };
    if (error !== undefined && typeof error.code === 'string') return fromWire(error);
  } catch {
    // Not our envelope: something between us and the host answered.
  }
  return new AppError('no_host', `The host answered with status ${status} and no explanation.`, {
    fix: 'Check that the address is a Countersign host.',
  });
}

function take(rest: Flat, field: string): unknown {
  const value = rest[field];
  delete rest[field];
  return value;
}
