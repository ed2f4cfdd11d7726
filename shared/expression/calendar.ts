import { wrong } from './expression-error.ts';
import { createMemo } from './memo.ts';

export type CalendarParts = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  /** ISO: Monday is 1, Sunday 7. */
  weekday: number;
};

const rfc3339 =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d)))?$/;

/** RFC 3339, or a date alone, which is its midnight in UTC; null when it is neither or names no real day. */
export function parseTime(text: string): number | null {
  const match = rfc3339.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const ms = Number((match[7] ?? '0').padEnd(3, '0').slice(0, 3));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month >= 1 && year >= 1;
  const offsetHours = Number(match[9] ?? 0);
  const offsetMinutes = Number(match[10] ?? 0);
  if (!isReal || hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59)
    return null;
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000 * (match[8] === '-' ? -1 : 1);
  return date.setUTCHours(hour, minute, second, ms) - offset;
}

const zones = createMemo<Intl.DateTimeFormat | 'unknown'>(100, (zone) => {
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return 'unknown';
  }
});

/** The calendar and the clock on the wall at that instant; `zone` is an IANA name. */
export function partsOf(ms: number, zone: string): CalendarParts {
  let wall = ms;
  if (zone !== 'UTC') {
    const format = zones(zone.length > 64 ? '?' : zone);
    if (format === 'unknown') {
      throw wrong(
        'The time zone is not known.',
        'Write an IANA name, such as "Europe/Berlin" or "America/New_York".',
      );
    }
    const found = new Map(format.formatToParts(ms).map((part) => [part.type, Number(part.value)]));
    const read = (type: Intl.DateTimeFormatPartTypes): number => found.get(type) ?? 0;
    const date = new Date(0);
    date.setUTCFullYear(read('year'), read('month') - 1, read('day'));
    // Zones shift by whole seconds, so the milliseconds stay.
    wall = date.setUTCHours(read('hour'), read('minute'), read('second'), ((ms % 1000) + 1000) % 1000);
  }
  const date = new Date(wall);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    weekday: date.getUTCDay() || 7,
  };
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

const two = (value: number): string => String(value).padStart(2, '0');

const tokens: Record<string, (parts: CalendarParts) => string> = {
  yyyy: (parts) => String(parts.year).padStart(4, '0'),
  yy: (parts) => two(parts.year % 100),
  MMMM: (parts) => months[parts.month - 1] ?? '',
  MMM: (parts) => (months[parts.month - 1] ?? '').slice(0, 3),
  MM: (parts) => two(parts.month),
  M: (parts) => String(parts.month),
  dd: (parts) => two(parts.day),
  d: (parts) => String(parts.day),
  EEEE: (parts) => weekdays[parts.weekday - 1] ?? '',
  EEE: (parts) => (weekdays[parts.weekday - 1] ?? '').slice(0, 3),
  HH: (parts) => two(parts.hour),
  H: (parts) => String(parts.hour),
  mm: (parts) => two(parts.minute),
  ss: (parts) => two(parts.second),
  SSS: (parts) => String(parts.millisecond).padStart(3, '0'),
};

/** Unicode's date letters, the common ones, in English; other words stand in single quotes. */
export function formatTime(ms: number, pattern: string, zone: string): string {
  const parts = partsOf(ms, zone);
  return pattern.replaceAll(/'((?:[^']|'')*)'|([A-Za-z])\2*/g, (piece, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted.replaceAll("''", "'");
    const print = Object.hasOwn(tokens, piece) ? tokens[piece] : undefined;
    if (print !== undefined) return print(parts);
    throw wrong(
      `format(…) does not know '${piece.slice(0, 20)}'.`,
      `Use ${Object.keys(tokens).join(', ')}; put other words in single quotes: "d. MMMM 'at' HH:mm".`,
    );
  });
}
