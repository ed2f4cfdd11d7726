import type { QuietHours } from '../../shared/api/desktop-messages.ts';

/**
 * When the quiet that holds at `now` ends, in epoch ms by this computer's clock; null outside of it. `days` are those on
 * which it begins, 1 is Monday: from 22:00 to 07:00 on a Friday lasts until Saturday morning.
 */
export function quietUntil(quiet: QuietHours | null, now: number): number | null {
  if (quiet === null) return null;
  const today = new Date(now);
  // What began yesterday may still hold.
  for (const back of [1, 0]) {
    const from = momentOf(today, -back, quiet.from);
    const isOverNight = quiet.to <= quiet.from;
    const to = momentOf(today, isOverNight ? 1 - back : -back, quiet.to);
    if (
      quiet.days.includes(from.getDay() === 0 ? 7 : from.getDay()) &&
      from.getTime() <= now &&
      now < to.getTime()
    )
      return to.getTime();
  }
  return null;
}

/** By the wall clock, so that a day with 23 or 25 hours ends when people think it does. */
function momentOf(day: Date, days: number, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, hours, minutes);
}
