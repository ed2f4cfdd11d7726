const hour = 60 * 60 * 1000;

export type LaterTime = { label: string; at: number };

/** Moments a person puts something off to, in their own time zone; none after the deadline. */
export function laterTimes(now: number, deadline: number | null): LaterTime[] {
  const inHours = Math.ceil((now + hour) / (5 * 60_000)) * 5 * 60_000;
  const times = [
    { label: 'In an hour', at: inHours },
    { label: 'This afternoon', at: atClock(now, 0, 14) },
    { label: 'Tomorrow morning', at: atClock(now, 1, 9) },
    { label: 'Monday morning', at: atClock(now, daysToMonday(now), 9) },
  ];
  return times.filter(
    ({ at }, index) =>
      at > now + hour / 2 &&
      (deadline === null || at < deadline) &&
      times.findIndex((other) => other.at === at) === index,
  );
}

function atClock(now: number, days: number, hours: number): number {
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  return date.setHours(hours, 0, 0, 0);
}

function daysToMonday(now: number): number {
  return (8 - new Date(now).getDay()) % 7 || 7;
}
