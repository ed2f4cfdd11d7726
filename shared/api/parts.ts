import { z } from 'zod';
import type { Json } from '../json.ts';
import type { RunStatus } from '../run/event.ts';

/** A type that has its own definition elsewhere (drawings, events): passed through, not described twice. */
export function described<T>(what: string): z.ZodType<T, T> {
  // A shape is checked where it is made; the API only promises what it is.
  return z.unknown().meta({ description: what }) as unknown as z.ZodType<T, T>;
}

export const json = described<Json>('Any JSON value');

/** RFC 3339 in UTC. */
export const time = z.string().meta({ description: 'RFC 3339, UTC' });
/** Identifiers in paths are loose on purpose: one that cannot exist is “not found”, not “malformed”. */
export const name = z.string().min(1).max(200);
export const requestId = z.string().min(1).max(200).optional();

export const runStatuses = [
  'running',
  'waiting',
  'succeeded',
  'failed',
  'declined',
  'cancelled',
] as const satisfies readonly RunStatus[];
export const runStatus = z.enum(runStatuses);

/** Numbers and booleans that may come as text in a path or query; a bare `?mine` says yes. */
export const whole = z.coerce.number<number | string>().int().nonnegative();
export const flag = z.union([
  z.boolean(),
  z.stringbool({ truthy: ['true', '1', ''], falsy: ['false', '0'] }),
]);
export const version = z.coerce.number<number | string>().int().positive();
/** `draft`, `live` or a release's number. */
export const target = z.union([z.literal('draft'), z.literal('live'), version]);
/** A point in time: RFC 3339, or a day, which begins at midnight UTC. */
export const instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** More than a page holds is asked for page by page: a larger number gets the largest page. */
export const limit = whole
  .pipe(
    z
      .number()
      .min(1)
      .transform((asked) => Math.min(asked, 500)),
  )
  .optional();
export const cursor = z.string().max(500).optional();

export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}
