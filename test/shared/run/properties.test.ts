import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Definition } from '../../../shared/flow/definition.ts';
import { decide, nextDue } from '../../../shared/run/decide.ts';
import type { RunEvent, VisitRef } from '../../../shared/run/event.ts';
import { evolve } from '../../../shared/run/evolve.ts';
import { replay } from '../../../shared/run/replay.ts';
import type { RunState } from '../../../shared/run/state.ts';
import { openVisits } from '../../../shared/run/visits.ts';
import { nextInput, randomFlow } from './random-flow.ts';
import type { RandomFlow } from './random-flow.ts';
import { createLab, typesOf, world } from './run-lab.ts';
import type { Lab } from './run-lab.ts';

const choices = fc.infiniteStream(fc.tuple(fc.nat(30), fc.nat(32)));
const bits = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
const runs = { numRuns: 150 };
const longest = 1000;

type Choices = Iterator<[number, number]>;

/** Lets the world act until the run has ended. */
function play(random: RandomFlow, payload: boolean[], stream: Choices, each: (lab: Lab) => void): Lab {
  const lab = createLab(random.program, { payload: { body: { bits: payload } } });
  each(lab);
  for (let i = 0; i < longest && lab.current().endedAt === null; i++) {
    const [who, what] = stream.next().value ?? [0, 0];
    const next = nextInput(lab, random.program, who, what);
    if (next === null) break;
    lab.at = next.at;
    lab.give(next.input);
    each(lab);
  }
  return lab;
}

function check(property: (random: RandomFlow, payload: boolean[], stream: Choices) => void): void {
  fc.assert(
    fc.property(randomFlow, bits, choices, (random, payload, stream) => {
      fc.pre(random !== null);
      property(random, payload, stream);
    }),
    runs,
  );
}

test('any flow ends, or waits on something named: no run stands still without a reason', () => {
  check((random, payload, stream) => {
    const lab = play(random, payload, stream, ({ current }) => {
      const state = current();
      if (state.endedAt !== null) return expect(state.open).toEqual([]);
      const named = openVisits(state);
      expect(named.length).toBeGreaterThan(0);
      const isBusy = named.some(({ status }) => status === 'running' || status === 'scheduled');
      expect(state.status).toBe(isBusy ? 'running' : 'waiting');
    });
    expect(lab.current().endedAt).not.toBeNull();
    expect(nextDue(random.program, lab.current())).toBeNull();
  });
});

test('replaying the first k events gives the state after k events, for every k', () => {
  check((random, payload, stream) => {
    const { events } = play(random, payload, stream, () => undefined);
    let state: RunState | null = null;
    events.forEach((event, k) => {
      state = evolve(state, event);
      if (k % 5 === 0 || k === events.length - 1) expect(replay(events.slice(0, k + 1))).toEqual(state);
    });
  });
});

test('stored and read back, a history goes on with the same events', () => {
  check((random, payload, stream) => {
    const lab = play(random, payload, stream, (now) => {
      const stored = replay(JSON.parse(JSON.stringify(now.events)) as RunEvent[]);
      const next = nextInput(now, random.program, now.events.length, now.events.length);
      if (next === null || now.current().endedAt !== null) return;
      const around = world({ at: next.at });
      expect(decide(random.program, stored, next.input, around)).toEqual(
        decide(random.program, now.current(), next.input, around),
      );
    });
    lab.expectReplay();
  });
});

test('no token is lost and none is doubled: each edge that fired led to one visit, one join or one loss', () => {
  check((random, payload, stream) => {
    play(random, payload, stream, (lab) => {
      const state = lab.current();
      if (state.endedAt !== null) return;
      expect(arrivals(lab.events, state)).toEqual(departures(random.definition, state));
    });
  });
});

test('a join fires by its rule: all when nothing alive can come, any with one, count with n', () => {
  check((random, payload, stream) => {
    const { definition } = random;
    const reach = reachability(definition);
    const { events } = play(random, payload, stream, () => undefined);
    let state: RunState | null = null;
    for (const event of events) {
      const node = event.node === null ? undefined : definition.nodes[event.node];
      if (
        state !== null &&
        event.type === 'step.succeeded' &&
        node?.kind === 'join' &&
        event.data.port === 'done'
      ) {
        const { mode, count } = node.config;
        const from = event.data.from ?? [];
        if (mode === 'any') expect(from).toHaveLength(1);
        if (mode === 'count') expect(from).toHaveLength(Number(count));
        const coming = openVisits(state).filter(
          (visit) => !visit.detached && reach(visit.node, event.node ?? ''),
        );
        if (mode === 'all') expect(coming).toEqual([]);
      }
      state = evolve(state, event);
    }
  });
});

test('each visit ends once, each approval is decided once, and nothing of a visit follows its end', () => {
  check((random, payload, stream) => {
    const { events } = play(random, payload, stream, () => undefined);
    const ended = new Set<string>();
    for (const { type, node, visit } of events) {
      if (!type.startsWith('step.') && !type.startsWith('approval.')) continue;
      const key = `${node}#${visit}`;
      expect(ended.has(key), `${type} of ${key} after its end`).toBe(false);
      if (['step.succeeded', 'step.failed', 'step.cancelled', 'approval.decided'].includes(type))
        ended.add(key);
    }
  });
});

test('a tick before the due time does nothing, and the same input twice does nothing twice', () => {
  check((random, payload, stream) => {
    play(random, payload, stream, (lab) => {
      const state = lab.current();
      const due = nextDue(random.program, state);
      if (due !== null && due > lab.at)
        expect(typesOf(decide(random.program, state, { type: 'tick' }, world({ at: due - 1 })))).toEqual([]);
      const late = openVisits(state).find((visit) => visit.status === 'running');
      if (late?.status !== 'running') return;
      const ref = { node: late.node, visit: late.visit, attempt: late.attempt - 1 };
      const result = { type: 'result', ...ref, result: { ok: true, output: null } } as const;
      expect(typesOf(decide(random.program, state, result, world({ at: lab.at })))).toEqual([]);
    });
  });
});

const keyOf = (from: VisitRef, to: string): string => `${from.node}#${from.visit} -> ${to}`;

/** Every edge that fired, as the ended visits tell it. */
function departures(definition: Definition, state: RunState): string[] {
  return state.visits
    .flatMap((visit) => {
      if (
        visit.detached ||
        (visit.status !== 'succeeded' && visit.status !== 'failed') ||
        visit.port === null
      )
        return [];
      return (definition.nodes[visit.node]?.ports[visit.port] ?? []).map((to) => keyOf(visit, to));
    })
    .sort();
}

/** Where tokens came to: into a visit, kept at a join, or gone. A kept one that is used or dropped counts once. */
function arrivals(events: readonly RunEvent[], state: RunState): string[] {
  const entered = state.visits.flatMap((visit) => visit.from.map((from) => keyOf(from, visit.node)));
  const parked = state.parked.map(({ join, from }) => keyOf(from, join));
  const absorbed = events.flatMap((event) =>
    event.type === 'token.absorbed' ? [keyOf(event.data.from, event.node ?? '')] : [],
  );
  return [...entered, ...parked, ...absorbed].sort();
}

function reachability(definition: Definition): (from: string, to: string) => boolean {
  const next = (node: string): string[] => Object.values(definition.nodes[node]?.ports ?? {}).flat();
  const reached = new Map<string, Set<string>>();
  for (const name of definition.order) {
    const seen = new Set<string>();
    const ahead = next(name);
    for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      ahead.push(...next(node));
    }
    reached.set(name, seen);
  }
  return (from, to) => reached.get(from)?.has(to) === true;
}
