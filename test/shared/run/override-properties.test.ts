import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { blankOutput, waysOf } from '../../../shared/run/given-output.ts';
import type { RunEvent } from '../../../shared/run/event.ts';
import type { RunInput } from '../../../shared/run/input.ts';
import { evolve } from '../../../shared/run/evolve.ts';
import { replay } from '../../../shared/run/replay.ts';
import { createScrub } from '../../../shared/run/scrub.ts';
import type { RunState } from '../../../shared/run/state.ts';
import { nextInput, randomFlow } from './random-flow.ts';
import type { RandomFlow } from './random-flow.ts';
import { createLab } from './run-lab.ts';
import type { Lab } from './run-lab.ts';

const choices = fc.infiniteStream(fc.tuple(fc.nat(30), fc.nat(32)));
const bits = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });

type Choices = Iterator<[number, number]>;

/** What somebody may try on a failed run: any step that it knows, by any way. */
function handOf({ program }: RandomFlow, lab: Lab, who: number, what: number): RunInput {
  const visits = lab.current().visits;
  const { node } = visits[who % visits.length] ?? { node: 'go' };
  const { kind, config } = program.node(node).definition;
  const ways = waysOf({ kind, config });
  const way = ways[what % Math.max(ways.length, 1)] ?? 'done';
  const base = { by: 'owner', node, visit: null };
  const failed = visits.findLast((visit) => visit.status === 'failed')?.node ?? node;
  if (what % 4 === 0) return { type: 'skip', ...base, node: failed };
  if (what % 4 === 1) return { type: 'retry', by: 'owner', node: null, hash: program.hash, version: 1 };
  return { type: 'edit', ...base, way, output: blankOutput({ kind, config }, way) };
}

/** A run that is repaired by hand whenever it fails, a few times; and how often that was allowed. */
function playWithRepairs(
  random: RandomFlow,
  payload: boolean[],
  stream: Choices,
): { lab: Lab; repairs: number } {
  const lab = createLab(random.program, { payload: { body: { bits: payload } } });
  let repairs = 0;
  for (let i = 0; i < 120; i++) {
    const [who, what] = stream.next().value ?? [0, 0];
    if (lab.current().endedAt !== null) {
      if (lab.status !== 'failed' || repairs >= 5) break;
      if (lab.give(handOf(random, lab, who, what)).refused === null) repairs += 1;
      continue;
    }
    const next = nextInput(lab, random.program, who, what);
    if (next === null) break;
    lab.at = next.at;
    lab.give(next.input);
  }
  return { lab, repairs };
}

test('in any flow a run repaired by hand is told by its events, at every moment, and goes by the drawing', () => {
  let repaired = 0;
  fc.assert(
    fc.property(randomFlow, bits, choices, (random, payload, stream) => {
      fc.pre(random !== null);
      if (random === null) return;
      const { lab, repairs } = playWithRepairs(random, payload, stream);
      repaired += repairs;
      lab.expectReplay();
      if (repairs === 0) return;
      const { events } = lab;
      const scrub = createScrub(JSON.parse(JSON.stringify(events)) as RunEvent[]);
      let state: RunState | null = null;
      const every = Math.ceil(events.length / 12);
      for (const [k, event] of events.entries()) {
        state = evolve(state, event);
        if (k % every === 0) expect(scrub.stateAfter(k + 1)).toEqual(JSON.parse(JSON.stringify(state)));
      }
      expectByTheDrawing(random, replay(events));
      expectAskedForReal(events);
    }),
    { numRuns: 60 },
  );
  expect(repaired).toBeGreaterThan(10);
});

/** Every visit came by a wire from one that left by that way: no repair jumps anywhere. */
function expectByTheDrawing({ definition }: RandomFlow, state: RunState): void {
  for (const visit of state.visits)
    for (const from of visit.from) {
      const source = state.visits.find((one) => one.node === from.node && one.visit === from.visit);
      const port = source !== undefined && 'port' in source ? source.port : null;
      expect(definition.nodes[from.node]?.ports[port ?? '']).toContain(visit.node);
    }
}

/** An approval ends by a voice, by its time limit, or with its run: by no hand of a repair. */
function expectAskedForReal(events: readonly RunEvent[]): void {
  const asked = new Set(
    events.flatMap(({ type, node, visit }) => (type === 'approval.requested' ? [`${node}#${visit}`] : [])),
  );
  const voiced = new Set(
    events.flatMap(({ type, node, visit }) => (type === 'approval.voice' ? [`${node}#${visit}`] : [])),
  );
  for (const event of events) {
    const place = `${event.node}#${event.visit}`;
    if (event.type === 'approval.decided' && event.data.by !== 'timer') expect(voiced).toContain(place);
    if (event.type === 'step.succeeded' || event.type === 'step.skipped') expect(asked).not.toContain(place);
  }
}
