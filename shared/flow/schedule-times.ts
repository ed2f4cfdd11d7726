import { Cron } from 'croner';
import { parseDuration } from './duration.ts';

/** The next times of a schedule after an instant, epoch ms; none where it cannot be read. `every` counts from the epoch. */
export function nextTimes(
  { cron, every, timezone }: { cron?: string | undefined; every?: string | undefined; timezone: string },
  after: number,
  count: number,
): number[] {
  if (every !== undefined) {
    const everyMs = Math.max(parseDuration(every) ?? 0, 0);
    if (everyMs < 1000) return [];
    const first = Math.floor(after / everyMs) + 1;
    return Array.from({ length: count }, (_, i) => (first + i) * everyMs);
  }
  if (cron === undefined || cron.trim() === '') return [];
  try {
    return new Cron(cron, { timezone, paused: true })
      .nextRuns(count, new Date(after))
      .map((run) => run.getTime());
  } catch {
    return []; // croner and Intl say by throwing that it is no plan, or no zone
  }
}
