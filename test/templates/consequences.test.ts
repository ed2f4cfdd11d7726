import { describe, expect, test } from 'vitest';
import type { Json } from '../../shared/json.ts';
import { flowFiles, type FlowFile } from '../support/flow-files.ts';
import { practise } from '../support/practice.ts';
import { createObserver, statedFor, type Press } from './what-happened.ts';

/** Inputs that lead past other ways than the flow's own sample does. */
const otherInputs: Record<string, Record<string, Json>[]> = {
  payment: [{ amount: 180 }],
  'payment-over-threshold': [{ amount: 180 }],
  'tool-access': [{ amount: 900 }],
};

/** Rounds worth looking at: two, or one more than a step may run. */
function roundsOf({ drawing }: FlowFile): number {
  return Math.max(2, ...Object.values(drawing.nodes).map(({ visits = 0 }) => visits));
}

/**
 * One fresh run for every card that practice runs meet and every button on it, no answer included; where the way on
 * waits for an answer from outside, one with the answer and one without.
 */
describe.each(flowFiles())('$id', (file) => {
  const approvals = Object.keys(file.drawing.nodes).filter(
    (name) => file.drawing.nodes[name]?.kind === 'approval',
  );

  test('every button does what its card says, no more and no less', { timeout: 120_000 }, async () => {
    const { reach, press } = createObserver(file, await practise(file));
    const met = new Set<string>();
    for (const changes of [{}, ...(otherInputs[file.id] ?? [])]) {
      const seen = new Set<string>();
      const ways: Press[][] = [[]];
      for (const way of ways) {
        const here = await reach(changes, way);
        if (here === null) throw new Error(`Nobody is asked after ${JSON.stringify(way)}.`);
        const key = `${here.card.node}#${here.card.visit}`;
        if (seen.has(key) || here.card.visit > roundsOf(file)) continue;
        seen.add(key);
        met.add(here.card.node);
        for (const button of Object.keys(here.card.next)) {
          if (button === 'timeout' && here.card.deadline === null) continue;
          for (const isAnswered of [true, false]) {
            const fresh = await reach(changes, way);
            if (fresh === null) throw new Error('The same way leads elsewhere the second time.');
            const facts = await press(fresh.run, fresh.card, { button, isAnswered });
            const about = { card: key, button, changes, isAnswered };
            expect({ ...about, happens: facts.lines }).toEqual({
              ...about,
              happens: statedFor(fresh.card.next[button] ?? [], facts, isAnswered),
            });
            if (facts.asksAgain) ways.push([...way, { button, isAnswered }]);
            if (!facts.hasWaited) break;
          }
        }
      }
    }
    expect([...met].sort()).toEqual(approvals.sort());
  });
});
