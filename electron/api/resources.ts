import type { resources } from '../../shared/api/resources.ts';
import { AppError } from '../../shared/errors.ts';
import type { HandlersOf } from './dispatch.ts';
import type { ApiParts } from './parts.ts';

/** More than this is only handed out in ranges. */
const wholeLimit = 64 * 1024 * 1024;

export function createResourceHandlers({ store, resources: files }: ApiParts): HandlersOf<typeof resources> {
  return {
    'resources.get': async ({ sha256, start = 0, end }) => {
      const row = /^[0-9a-f]{64}$/.test(sha256) ? store.resources.get(sha256) : null;
      if (row === null) {
        throw new AppError('not_found', 'There is no such resource.', {
          fix: 'Take its reference from the run’s history.',
        });
      }
      const stop = Math.min(end ?? row.size, row.size);
      if (start > stop || (start === stop && row.size > 0)) {
        throw new AppError(
          'malformed',
          `The resource has ${row.size} bytes; there are none from ${start} on.`,
        );
      }
      if (stop - start > wholeLimit) {
        throw new AppError('too_large', 'This resource is too large to hand out at once.', {
          fix: 'Ask for ranges of at most 64 MiB.',
        });
      }
      const bytes = await files.bytes(sha256);
      return {
        bytes: new Uint8Array(bytes.subarray(start, stop)),
        type: row.type,
        name: row.name,
        size: row.size,
        start,
        etag: row.sha,
      };
    },
  };
}
