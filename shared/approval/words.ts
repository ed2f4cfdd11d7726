import { printDuration } from '../flow/duration.ts';
import type { Json } from '../json.ts';
import { personName, type Workspace } from './workspace.ts';

/** `chief-editors` or `draft_in` as a person reads it: “chief editors”, “draft in”. */
export const spoken = (name: string): string => name.replaceAll(/[-_]+/g, ' ').trim();

/** In the middle of a sentence: “Mail to” becomes “mail to”, “POST to cms” keeps its capitals. */
export function startSmall(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** “Mara”, “Mara and Jon”, “Mara, Jon and Ann”. */
export function listed(items: readonly string[], word: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${word} ${items[items.length - 1] ?? ''}`;
}

const practicePrefix = 'practice:';

export function practiceId(name: string): string {
  return name.startsWith(practicePrefix) ? name : `${practicePrefix}${name}`;
}

/** Whoever spoke, as a person reads it: a person's name, “Editor A (practice)”, “the timer”. */
export function nameOf(workspace: Workspace, id: string): string {
  if (id === 'timer') return 'the timer';
  if (id === 'policy') return 'the policy';
  if (id.startsWith(practicePrefix)) return `${id.slice(practicePrefix.length)} (practice)`;
  return personName(workspace, id);
}

/** Who is asked: pools by their name, people by theirs. */
export function holdersInWords(assign: { pools: string[]; people: string[] }, workspace: Workspace): string {
  return listed([...assign.pools.map(spoken), ...assign.people.map((id) => nameOf(workspace, id))]);
}

/** A value in the middle of a sentence; null where there is nothing to say. */
export function textOf(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.trim() === '' ? null : text;
}

const unitWords: Record<string, string> = { h: 'h', m: 'min', s: 's', ms: 'ms' };

/** `8h` is “8 h”, `1h30m` is “1 h 30 min”, `24h` is “1 day”. */
export function durationInWords(ms: number): string {
  return [...printDuration(ms).matchAll(/([\d.]+)([a-z]+)/g)]
    .map(
      ([, count = '', unit = '']) =>
        `${count} ${unit === 'd' ? (count === '1' ? 'day' : 'days') : unitWords[unit]}`,
    )
    .join(' ');
}

/** Epoch milliseconds as the API writes times (RFC 3339, UTC). */
export const isoTime = (ms: number): string => new Date(ms).toISOString();

/** A moment in a refusal. Shared code knows no time zone, so it says UTC; `details` carry the exact time. */
export function momentInWords(ms: number, now: number): string {
  const [day = '', time = ''] = isoTime(ms).split('T');
  const clock = `${time.slice(0, 5)} UTC`;
  return day === isoTime(now).slice(0, 10) ? `at ${clock}` : `on ${day} at ${clock}`;
}
