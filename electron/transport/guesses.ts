import { AppError } from '../../shared/errors.ts';

/**
 * Slows down guessing, over all callers: 256 bits are hopeless anyway, this keeps it cheap for us. Takes the error of a
 * wrong guess and hands back the one to tell: itself, or that there were too many in this minute.
 */
export function createGuesses(perMinute: number, now: () => number, tooMany: string) {
  let guesses = 0;
  let minute = 0;
  return (error: unknown): unknown => {
    if (!(error instanceof AppError) || error.code !== 'not_found') return error;
    const current = Math.floor(now() / 60_000);
    if (current !== minute) [minute, guesses] = [current, 0];
    guesses += 1;
    if (guesses <= perMinute) return error;
    return new AppError('rate_limited', tooMany, { fix: 'Wait a minute.' });
  };
}
