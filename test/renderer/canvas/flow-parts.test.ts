import { expect, test } from 'vitest';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { createFlowParts } from '../../../renderer/canvas/flow-parts.ts';
import { marksFromRun } from '../../../renderer/canvas/marks-from-run.ts';
import type { Run } from '../../../renderer/run-parts/run-words.ts';

const names = Array.from({ length: 500 }, (_value, at) => `s${at}`);
const long: Drawing = {
  countersign: 1,
  id: 'long',
  nodes: Object.fromEntries(
    names.map((name, at) => [
      name,
      at === 0 ? { kind: 'trigger.manual' } : { kind: 'set', config: { values: { at } } },
    ]),
  ),
  edges: names.slice(1).map((to, at) => ({ from: `s${at}`, port: 'done', to })),
  layout: Object.fromEntries(names.map((name, at) => [name, [(at % 25) * 300, Math.floor(at / 25) * 160]])),
};
const people = { person: (id: string) => id, pool: (id: string) => id };

/** A run that works on its n-th step. */
function at(n: number) {
  const steps = names.slice(0, n + 1).map(
    (node, index) =>
      ({
        node,
        visit: 1,
        status: index === n ? 'running' : 'succeeded',
        port: index === n ? null : 'done',
        attempts: 1,
        from: index === 0 ? [] : [{ node: names[index - 1] ?? '', visit: 1 }],
        practice: false,
      }) as unknown as Run['steps'][number], // the fields that marks are made from
  );
  return marksFromRun({ endedAt: null, status: 'running', outcome: null, steps, waitingFor: [] }, long);
}

test('one more step of a run over 500 changes the two steps and the two wires it touches, and nothing else', () => {
  const parts = createFlowParts();
  const shown = (n: number) => {
    const { marks, wireMarks } = at(n);
    return {
      nodes: parts.nodes({ drawing: long, selection: [], problems: [], people, marks }),
      wires: parts.wires(long, wireMarks),
    };
  };
  const before = shown(250);
  const [nodes, wires] = [new Set(before.nodes), new Set(before.wires)];
  const after = shown(251);
  expect(after.nodes.filter((node) => !nodes.has(node)).map(({ id }) => id)).toEqual(['s250', 's251']);
  expect(after.wires.filter((wire) => !wires.has(wire)).map(({ id }) => id)).toEqual([
    's249 -> s250',
    's250 -> s251',
  ]);
});

test('a way that was taken lies over those that were not', () => {
  const wires = createFlowParts().wires(long, at(1).wireMarks);
  expect(wires.at(-1)?.data?.mark).toBe('moving');
  expect(wires[0]?.data?.mark).toBe('quiet');
});
