import { durationInWords } from '../approval/words.ts';
import type { DueKind } from './event.ts';

/** Where a jump ends, before the step's name. */
export const momentOf: Record<DueKind, string> = {
  reminder: 'the reminder of',
  escalation: 'when others are asked at',
  deadline: 'the time limit of',
  hold: 'the end of the time to undo at',
  wake: 'the end of',
  retry: 'the next attempt of',
};

/** How far ahead: nobody wants to read 59 min 58 s 873 ms. */
export function aheadInWords(ms: number): string {
  const unit = ms < 1000 ? 1 : ms < 60_000 ? 1000 : 60_000;
  return durationInWords(Math.round(ms / unit) * unit);
}
