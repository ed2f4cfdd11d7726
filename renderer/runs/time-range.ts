const hour = 3_600_000;
const spans: Record<string, number> = { '1h': hour, '24h': 24 * hour, '7d': 168 * hour, '30d': 720 * hour };

export const timeChoices = [
  { value: '1h', label: 'Last hour' },
  { value: '24h', label: 'Last 24 hours' },
  { value: '7d', label: 'Last 7 days' },
  { value: '30d', label: 'Last 30 days' },
  { value: 'between', label: 'Between two days…' },
];

export type Days = { first: string; last: string };

/** `2026-03-01..2026-03-04`; either day may be missing. null: no two days. */
export function daysOf(time: string | null): Days | null {
  const days = /^(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?$/.exec(time ?? '');
  return days === null ? null : { first: days[1] ?? '', last: days[2] ?? '' };
}

export const daysText = ({ first, last }: Days): string => `${first}..${last}`;

/** Days begin and end at this machine's midnight. */
export function timeRange(time: string | null, now: number): { from?: string; to?: string } {
  const span = time === null ? undefined : spans[time];
  if (span !== undefined) return { from: new Date(now - span).toISOString() };
  const days = daysOf(time);
  const at = (day: string, clock: string): string | null => {
    const ms = Date.parse(`${day}T${clock}`);
    return day === '' || Number.isNaN(ms) ? null : new Date(ms).toISOString();
  };
  const from = days === null ? null : at(days.first, '00:00:00.000');
  const to = days === null ? null : at(days.last, '23:59:59.999');
  return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
}
