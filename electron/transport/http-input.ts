import type { IncomingMessage } from 'node:http';
import type { Procedure } from '../../shared/api/procedure.ts';
import { AppError } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import { bodyLimits, readBody } from './read-body.ts';
import { readJson } from './read-json.ts';

type Flat = Record<string, unknown>;

/** One flat input from path, query, headers and body. A field that comes twice is refused: nothing is guessed. */
export async function readInput(
  procedure: Procedure,
  params: Record<string, string>,
  query: URLSearchParams,
  request: IncomingMessage,
): Promise<Flat> {
  const input: Flat = Object.assign(Object.create(null) as Flat, params);
  for (const [key, value] of query) {
    if (key in input || key === '__proto__') throw twice(key);
    input[key] = value;
  }
  if (procedure.ifMatch) input['ifMatch'] = readIfMatch(request);
  if (procedure.method === 'GET' || procedure.method === 'DELETE') {
    if (request.headers['content-length'] !== undefined && request.headers['content-length'] !== '0') {
      throw new AppError('malformed', `A ${procedure.method} carries no body here.`);
    }
    return { ...input };
  }

  if (query.size > 0) refuseStrangers(procedure, query);
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (procedure.text !== undefined) {
    checkType(type, procedure.text.types);
    const bytes = await readBody(request, bodyLimits.flow);
    return { ...input, [procedure.text.field]: utf8(bytes) };
  }
  const empty = request.headers['content-length'] === '0' || !hasBody(request);
  if (empty && type === '') return { ...input };
  checkType(type, ['application/json']);
  const bytes = await readBody(request, bodyLimits.json);
  const body = readJson(utf8(bytes));
  if (!isJsonObject(body)) throw new AppError('malformed', 'The body is not a JSON object.');
  // A body may repeat what the path says (`name` of a connection), as long as it says the same.
  for (const [key, value] of Object.entries(body)) if (key in input && input[key] !== value) throw twice(key);
  return { ...body, ...input };
}

/** Fields of the body never travel in the query of a call that changes something. */
function refuseStrangers(procedure: Procedure, query: URLSearchParams): void {
  for (const key of query.keys()) {
    if (!(procedure.query ?? []).includes(key)) {
      throw new AppError('malformed', `“${key}” does not belong into the query of this call.`, {
        fix: 'Send it in the body.',
      });
    }
  }
}

function readIfMatch(request: IncomingMessage): string {
  const header = request.headers['if-match'];
  if (header === undefined || header.trim() === '') {
    throw new AppError(
      'precondition_required',
      'Saving needs If-Match with the ETag of the text it was made from.',
      {
        fix: 'Read the flow first, and send its ETag back.',
      },
    );
  }
  return header.trim().replace(/^"(.*)"$/, '$1');
}

function checkType(type: string, allowed: readonly string[]): void {
  if (allowed.includes(type)) return;
  throw new AppError('unsupported_type', `This call takes ${allowed.join(' or ')}.`, {
    fix: `Set Content-Type: ${allowed[0]}.`,
  });
}

function hasBody(request: IncomingMessage): boolean {
  return (
    request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined
  );
}

function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new AppError('malformed', 'The body is not UTF-8 text.', { fix: 'Save it as UTF-8.' });
  }
}

function twice(key: string): AppError {
  return new AppError('malformed', `“${key}” was given twice, with different values.`, {
    fix: 'Give it once.',
  });
}
