import { describe, expect, test } from 'vitest';
import { printFlow } from '../../shared/flow/print.ts';
import type { JsonObject } from '../../shared/json.ts';
import { flowFiles, type FlowFile } from '../support/flow-files.ts';
import { practise } from '../support/practice.ts';
import { createObserver, statedFor, type Press } from './what-happened.ts';

/** What leads past other cards than the flow's own samples do. */
type Variant = { input?: JsonObject; samples?: Record<string, JsonObject> };

const others: Record<string, Variant[]> = {
  payment: [{ input: { amount: 180 } }],
  'payment-over-threshold': [{ input: { amount: 180 } }],
  'tool-access': [{ input: { amount: 900 } }],
  complaint: [{ samples: { draft: { reply: 'We are sorry.', refund: 0, because: 'Nothing was broken.' } } }],
};

const approvalsOf = ({ drawing }: FlowFile): string[] =>
  Object.keys(drawing.nodes).filter((name) => drawing.nodes[name]?.kind === 'approval');

/** Rounds worth looking at: two, or one more than a step may run. */
function roundsOf({ drawing }: FlowFile): number {
  return Math.max(2, ...Object.values(drawing.nodes).map(({ visits = 0 }) => visits));
}

function varied(file: FlowFile, { input, samples }: Variant): FlowFile {
  const drawing = { ...file.drawing, samples: { ...file.drawing.samples, ...samples } };
  return { ...file, drawing, text: printFlow(drawing), input: { ...file.input, ...input } };
}

/**
 * One fresh run for every card that practice runs meet and every button on it, no answer included; where the way on
 * waits for an answer from outside, one with the answer and one without. Gives back which steps asked.
 */
async function pressEverything(file: FlowFile): Promise<Set<string>> {
  const { reach, press } = createObserver(file, await practise(file));
  const seen = new Set<string>();
  const met = new Set<string>();
  const ways: Press[][] = [[]];
  for (const way of ways) {
    const { card } = await reach(way);
    const key = `${card.node}#${card.visit}`;
    if (seen.has(key) || card.visit > roundsOf(file)) continue;
    seen.add(key);
    met.add(card.node);
    for (const button of Object.keys(card.next)) {
      if (button === 'timeout' && card.deadline === null) continue;
      for (const isAnswered of [true, false]) {
        const fresh = await reach(way);
        const facts = await press(fresh.run, fresh.card, { button, isAnswered });
        const about = { card: key, button, isAnswered };
        const stated = statedFor(fresh.card.next[button] ?? [], facts, isAnswered);
        expect({ ...about, happens: facts.lines }).toEqual({ ...about, happens: stated });
        if (facts.asksAgain) ways.push([...way, { button, isAnswered }]);
        if (!facts.hasWaited) break;
      }
    }
  }
  return met;
}

describe.each(flowFiles())('$id', (file) => {
  test('every button does what its card says, no more and no less', { timeout: 180_000 }, async () => {
    const met = new Set<string>();
    for (const variant of [{}, ...(others[file.id] ?? [])]) {
      for (const node of await pressEverything(varied(file, variant))) met.add(node);
    }
    expect([...met].sort()).toEqual(approvalsOf(file).sort());
  });
});
