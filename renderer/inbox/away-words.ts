import type { OutputOf } from '../../shared/api/contract.ts';
import { listed } from '../../shared/approval/words.ts';
import { durationWords } from '../ui/times.ts';

type Item = OutputOf<'metrics.away'>['items'][number];

const kinds: { what: Item['what']; one: string; many: (count: number) => string }[] = [
  {
    what: 'decided',
    one: '1 card was decided by its time limit',
    many: (n) => `${n} cards were decided by their time limit`,
  },
  {
    what: 'expired',
    one: '1 card was not answered in time',
    many: (n) => `${n} cards were not answered in time`,
  },
  { what: 'escalated', one: '1 card went on to others', many: (n) => `${n} cards went on to others` },
  { what: 'skipped', one: '1 start was left out', many: (n) => `${n} starts were left out` },
  { what: 'late', one: '1 run began late', many: (n) => `${n} runs began late` },
];

/** “2 cards went on to others and 28 starts were left out”. */
export function awaySummary(items: readonly Item[]): string {
  const parts = kinds.flatMap(({ what, one, many }) => {
    const count = items
      .filter((item) => item.what === what)
      .reduce((sum, { amount }) => sum + (what === 'skipped' ? (amount ?? 1) : 1), 0);
    return count === 0 ? [] : [count === 1 ? one : many(count)];
  });
  return listed(parts);
}

/** What happened to one of them. */
export function awayLine({ what, decision, amount }: Item): string {
  switch (what) {
    case 'decided':
      return decision === 'approved' ? 'approved by its time limit' : 'declined by its time limit';
    case 'expired':
      return 'nobody answered in time';
    case 'escalated':
      return 'went on to others, as the flow says';
    case 'skipped':
      return amount === 1
        ? 'one planned start was left out: the computer was off or asleep'
        : `${amount ?? 'Some'} planned starts were left out: the computer was off or asleep`;
    case 'late':
      return `began ${durationWords(amount ?? 0)} late`;
  }
}
