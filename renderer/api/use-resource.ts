import type { ResourceRef } from '../../shared/run/input.ts';
import { useCall } from './use-call.ts';

/** How much of a big value is loaded at once. */
export const resourcePageBytes = 256 * 1024;

/** The beginning of a stored value, as far as `end` (bytes). */
export function useResource(ref: ResourceRef, end: number, enabled: boolean) {
  const start = 0;
  return useCall(
    'resources.get',
    { sha256: ref.$resource, start, end: Math.min(end, ref.size) },
    { enabled, keepPrevious: true },
  );
}
