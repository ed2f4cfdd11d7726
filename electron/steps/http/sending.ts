import type { Sending } from '../executor.ts';
import { wireHeaders, type Request } from './exchange.ts';

/** A request as it would go over the wire, for people: its address, its headers, its very body. */
export function sendingOf(request: Request): Sending {
  return {
    to: `${request.method} ${request.url.href}`,
    headers: wireHeaders(request),
    body: request.body === null ? null : Buffer.from(request.body).toString('utf8'),
  };
}
