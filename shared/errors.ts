import type { Json, JsonObject } from './json.ts';

/** What a person can do about an error; decides retries, colours and tone. */
export type ErrorFamily = 'correct it' | 'try later' | 'unsure' | 'give up' | 'report it';

type Row = { status: number; exit: 1 | 2 | 3 | 4 | 5; family: ErrorFamily };

/** The one error table: HTTP status (API.md), CLI exit code (API.md) and family by code. */
export const errorTable = {
  malformed: { status: 400, exit: 2, family: 'correct it' },
  unauthenticated: { status: 401, exit: 4, family: 'correct it' },
  forbidden: { status: 403, exit: 4, family: 'give up' },
  not_found: { status: 404, exit: 3, family: 'give up' },
  method_not_allowed: { status: 405, exit: 2, family: 'correct it' },
  conflict: { status: 409, exit: 1, family: 'correct it' },
  already_decided: { status: 409, exit: 1, family: 'give up' },
  card_changed: { status: 409, exit: 1, family: 'correct it' },
  not_offered: { status: 409, exit: 1, family: 'correct it' },
  request_reused: { status: 409, exit: 1, family: 'correct it' },
  stale_draft: { status: 409, exit: 1, family: 'correct it' },
  in_use: { status: 409, exit: 1, family: 'correct it' },
  not_ready: { status: 409, exit: 1, family: 'correct it' },
  expired: { status: 410, exit: 1, family: 'give up' },
  too_large: { status: 413, exit: 1, family: 'correct it' },
  unsupported_type: { status: 415, exit: 2, family: 'correct it' },
  misdirected: { status: 421, exit: 4, family: 'correct it' },
  invalid_flow: { status: 422, exit: 1, family: 'correct it' },
  invalid_input: { status: 422, exit: 1, family: 'correct it' },
  comment_required: { status: 422, exit: 1, family: 'correct it' },
  precondition_required: { status: 428, exit: 2, family: 'correct it' },
  rate_limited: { status: 429, exit: 1, family: 'try later' },
  run_failed: { status: 500, exit: 1, family: 'give up' },
  internal: { status: 500, exit: 1, family: 'report it' },
  closing: { status: 503, exit: 5, family: 'try later' },
  no_host: { status: 503, exit: 5, family: 'try later' },
  store_owned: { status: 503, exit: 5, family: 'try later' },
  store_damaged: { status: 503, exit: 5, family: 'report it' },
  store_failed: { status: 503, exit: 5, family: 'unsure' },
  disk_full: { status: 507, exit: 5, family: 'try later' },
  usage: { status: 400, exit: 2, family: 'correct it' },
} as const satisfies Record<string, Row>;

export type ErrorCode = keyof typeof errorTable;

export type WireError = { code: string; message: string; fix?: string; details?: Json[] };

/** An error a person will read. `message` is for the screen, `code` for programs, `cause` for the log. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fix: string | undefined;
  readonly details: Json[] | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    more: { fix?: string; details?: Json[]; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'AppError';
    this.code = code;
    this.fix = more.fix;
    this.details = more.details;
  }
}

/** Anything thrown, as the envelope of API.md. Foreign errors never leak their text: they may hold secrets. */
export function toWire(error: unknown): WireError {
  if (!(error instanceof AppError)) {
    return {
      code: 'internal',
      message: 'Something went wrong inside Countersign.',
      fix: 'Try again. If it happens again, report it with the log of this minute.',
    };
  }
  const wire: WireError = { code: error.code, message: error.message };
  if (error.fix !== undefined) wire.fix = error.fix;
  if (error.details !== undefined) wire.details = error.details;
  return wire;
}

export function fromWire(wire: WireError): AppError {
  const code = wire.code in errorTable ? (wire.code as ErrorCode) : 'internal'; // checked by `in`
  return new AppError(code, wire.message, {
    ...(wire.fix === undefined ? {} : { fix: wire.fix }),
    ...(wire.details === undefined ? {} : { details: wire.details }),
  });
}

/** A step's failure as flows, history and `steps.x.error` see it. */
export type StepError = {
  code: string;
  message: string;
  fix?: string;
  status?: number;
  /** True where the same attempt may succeed later: network, 429, 5xx, timeouts. */
  passing?: boolean;
  /** Seconds the other side asked us to wait (Retry-After), already capped. */
  retryAfterMs?: number;
  details?: JsonObject;
};
