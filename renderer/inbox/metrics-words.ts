import type { OutputOf } from '../../shared/api/contract.ts';
import { tierWords } from '../card/card-words.ts';

export type Metrics = OutputOf<'metrics.approvals'>;
export type MetricsRow = Metrics['total'];

const dayMs = 24 * 60 * 60 * 1000;

/** The UTC day so many days before, as the numbers count days. */
export function dayBefore(now: number, days: number): string {
  return new Date(now - days * dayMs).toISOString().slice(0, 10);
}

/** Every day from one to now: those on which nothing happened too. */
export function daysOf(from: string, now: number): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= now; at += dayMs) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** “42 %”; a dash that can be read aloud where nothing was decided yet. */
export const shareWords = (share: number | null): string =>
  share === null ? 'Not yet' : `${Math.round(share * 100)} %`;

/** Many decisions and hardly a “no”: the question may not be worth asking. */
export const tooEasy = ({ decided, approved }: MetricsRow): boolean =>
  decided >= 20 && approved / decided >= 0.97;

/** “routine” for `1`. */
export function tierName(key: string): string {
  const tier = ([0, 1, 2, 3] as const).find((one) => String(one) === key);
  return tier === undefined ? key : tierWords(tier);
}

export const endings = [
  { key: 'approved', label: 'Approved' },
  { key: 'changes', label: 'Changes requested' },
  { key: 'declined', label: 'Declined' },
  { key: 'expired', label: 'Nobody answered' },
  { key: 'pending', label: 'Waiting' },
] as const satisfies readonly { key: keyof MetricsRow; label: string }[];
