import { AppError } from '../../shared/errors.ts';

/** A cursor that is none is refused: taken for the beginning, whoever pages with it would go round for ever. */
export function unknownCursor(): AppError {
  return new AppError('malformed', 'This list has no such place to go on from.', {
    fix: 'Send `next` of the page before as it came, or leave the cursor out to begin at the first page.',
  });
}
