import { parseDuration } from '../../../../shared/flow/duration.ts';

export const units = [
  { value: 'ms', label: 'milliseconds', one: 'millisecond' },
  { value: 's', label: 'seconds', one: 'second' },
  { value: 'm', label: 'minutes', one: 'minute' },
  { value: 'h', label: 'hours', one: 'hour' },
  { value: 'd', label: 'days', one: 'day' },
] as const;
export type Unit = (typeof units)[number]['value'];

/** `24h` as an amount and a unit; null where it is made of several, `1h30m`, or not yet a length of time. */
export function splitDuration(text: string): { amount: number; unit: Unit } | null {
  const match = /^(\d+)(ms|s|m|h|d)$/.exec(text.trim());
  const unit = units.find(({ value }) => value === match?.[2])?.value;
  return unit === undefined ? null : { amount: Number(match?.[1]), unit };
}

/** “24 hours”, “1 hour”, “1h30m”. */
export function durationWords(text: string): string {
  const parts = splitDuration(text);
  if (parts === null || parseDuration(text) === null) return text;
  const unit = units.find(({ value }) => value === parts.unit);
  return `${parts.amount} ${parts.amount === 1 ? unit?.one : unit?.label}`;
}
