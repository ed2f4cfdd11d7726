import { listed } from '../../../../shared/approval/words.ts';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { titleOfNode } from '../../../../shared/flow/offers/words.ts';
import type { StepTest } from './use-test.ts';

/** What to press, for somebody who draws: the host’s own words are also for those who write files. */
const fixes: Record<string, string> = {
  no_sample: 'Write an example of what it gives below, or choose a connection.',
  connection_missing: 'Choose a connection of this machine for the step.',
  timeout: 'Test it again, or give it a longer time limit under “If it fails”.',
  malformed_answer:
    'Make the question clearer, let it be tried again under “If it fails”, or use another model.',
};

/** What to do about a failed test; null where nobody can say. */
export function fixOfTest({ error, usedFrom }: StepTest, drawing: Drawing): string | null {
  if (error === null) return null;
  const empty = Object.entries(usedFrom.steps).flatMap(([name, from]) => (from === 'none' ? [name] : []));
  if (error.code === 'expression_error' && empty.length > 0) {
    const names = listed(empty.map((name) => `“${titleOfNode(drawing, name)}”`));
    return `Run the draft once, or give ${names} an example. If it may be empty, press the value and say what stands in.`;
  }
  return fixes[error.code] ?? error.fix ?? null;
}
