import { parseDuration } from '../../../../shared/flow/duration.ts';

export type Mark = {
  kind: 'remind' | 'escalate' | 'deadline';
  after: string;
  /** 0 to 1 on the strip. */ place: number;
};

/**
 * Reminders, escalations and the deadline along one line. Places go with the square root of the time, so that the first
 * hour is not crushed by the last day.
 */
export function deadlineMarks(
  remind: readonly string[],
  escalate: readonly string[],
  timeout: string | null,
): Mark[] {
  const all: Omit<Mark, 'place'>[] = [
    ...remind.map((after) => ({ kind: 'remind' as const, after })),
    ...escalate.map((after) => ({ kind: 'escalate' as const, after })),
    ...(timeout === null ? [] : [{ kind: 'deadline' as const, after: timeout }]),
  ];
  const timed = all.flatMap((mark) => {
    const ms = parseDuration(mark.after);
    return ms === null || ms <= 0 ? [] : [{ mark, ms }];
  });
  const longest = Math.max(0, ...timed.map(({ ms }) => ms));
  return timed
    .toSorted((a, b) => a.ms - b.ms)
    .map(({ mark, ms }) => ({ ...mark, place: Math.sqrt(ms / longest) }));
}
