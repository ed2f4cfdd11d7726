import { canonicalJson, sha256Hex } from '../../shared/canonical.ts';
import type { Json } from '../../shared/json.ts';
import type { Caller } from './caller.ts';

/** The request id of a call with the hash of everything else it says; undefined where it carries none. */
export function requestOf(
  scope: string,
  verb: string,
  input: { requestId?: string | undefined },
  caller: Caller,
): { scope: string; key: string; bodyHash: string } | undefined {
  const { requestId, ...body } = input;
  if (requestId === undefined) return undefined;
  // Another person's request is another request, whatever its id.
  return {
    scope,
    key: requestId,
    bodyHash: sha256Hex(canonicalJson({ ...body, verb, by: caller.person } as Json)),
  };
}
