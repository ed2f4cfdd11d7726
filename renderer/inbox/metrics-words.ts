import type { OutputOf } from '../../shared/api/contract.ts';
import { tierWords } from '../card/card-words.ts';

export type Metrics = OutputOf<'metrics.approvals'>;
export type MetricsRow = Metrics['total'];
/** A step that asks. */
export type Gate = Metrics['byGate'][number];
type Queue = OutputOf<'metrics.queues'>['items'][number];

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

/** So often approved that never hearing anything else means something. */
export const oftenApproved = 20;

/** Always yes, as proposed: the question may be asked for nothing. */
export const alwaysApproved = ({ decided, approved, edited }: Gate): boolean =>
  approved >= oftenApproved && approved === decided && edited === 0;

/** Where decisions take longest comes first; what nobody has decided yet comes last. */
export const slowestFirst = (gates: readonly Gate[]): Gate[] =>
  [...gates].sort((left, right) => (right.medianMs ?? -1) - (left.medianMs ?? -1));

/** Says so where one group holds more than two thirds of a long queue. */
export function crowdWords(queues: readonly Pick<Queue, 'pool' | 'open'>[], pool: (id: string) => string) {
  const open = queues.reduce((sum, queue) => sum + queue.open, 0);
  const [most] = [...queues].sort((left, right) => right.open - left.open);
  if (most === undefined || open <= 10 || most.open / open <= 2 / 3) return null;
  return `${startBig(pool(most.pool))} has ${most.open === open ? 'all' : `${most.open} of the`} ${open} cards that wait. More groups, or routine cards that need no question, would shorten its queue.`;
}

export const startBig = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

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
