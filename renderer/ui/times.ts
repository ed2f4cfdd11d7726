const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium', hour12: false });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });
const dayAndClock = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const dayAlone = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
const dayOfMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });

const epoch = (at: string | number): number => (typeof at === 'number' ? at : Date.parse(at));

export const exactTime = (at: string | number): string => exact.format(epoch(at));

const precise = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

/** “09:12:05”. */
export const preciseTime = (at: string | number): string => precise.format(epoch(at));

/** “09:12:05” today, “20 Nov, 09:12:05” on another day. */
export function momentTime(at: string | number, now: number): string {
  const isToday = new Date(epoch(at)).toDateString() === new Date(now).toDateString();
  return isToday ? preciseTime(at) : `${dayOfMonth.format(epoch(at))}, ${preciseTime(at)}`;
}

/** “09:12” today, “20 Nov, 09:12” on another day. */
export function clockTime(at: string | number, now: number): string {
  const isToday = new Date(epoch(at)).toDateString() === new Date(now).toDateString();
  return (isToday ? clock : dayAndClock).format(epoch(at));
}

/** “Today”, “Yesterday”, “Thu, 19 Nov”. */
export function dayWords(at: string | number, now: number): string {
  const day = new Date(epoch(at)).toDateString();
  if (day === new Date(now).toDateString()) return 'Today';
  const before = new Date(now);
  before.setDate(before.getDate() - 1);
  return day === before.toDateString() ? 'Yesterday' : dayAlone.format(epoch(at));
}

/** “3 min. ago”, “in 2 hr.”, “just now”. */
export function timeFromNow(at: string | number, now: number): string {
  const away = epoch(at) - now;
  const size = Math.abs(away);
  if (size < 10 * second) return away > 0 ? 'in a moment' : 'just now';
  // What rounds up to a whole larger unit is said in it: never “60 min.”.
  if (size < minute - second / 2) return relative.format(Math.round(away / second), 'second');
  if (size < hour - minute / 2) return relative.format(Math.round(away / minute), 'minute');
  if (size < day - hour / 2) return relative.format(Math.round(away / hour), 'hour');
  if (size < 30 * day) return relative.format(Math.round(away / day), 'day');
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(epoch(at));
}

/** “850 ms”, “4.2 s”, “3 min 5 s”, “2 h 10 min”, “3 d 4 h”. */
export function durationWords(ms: number): string {
  if (ms < second) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10 * second) return `${(ms / second).toFixed(1)} s`;
  if (ms < minute) return `${Math.round(ms / second)} s`;
  const parts = (big: number, bigWord: string, small: number, smallWord: string): string => {
    const left = Math.floor((ms % big) / small);
    return left === 0
      ? `${Math.floor(ms / big)} ${bigWord}`
      : `${Math.floor(ms / big)} ${bigWord} ${left} ${smallWord}`;
  };
  if (ms < hour) return parts(minute, 'min', second, 's');
  if (ms < day) return parts(hour, 'h', minute, 'min');
  return parts(day, 'd', hour, 'h');
}

export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KB`;
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}
