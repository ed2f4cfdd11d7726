import net from 'node:net';
import { expect, test, vi } from 'vitest';
import { runView } from '../../../shared/api/run-view.ts';
import type { OutputOf } from '../../../shared/api/contract.ts';
import type { RunState } from '../../../shared/run/state.ts';
import { replay } from '../../../shared/run/replay.ts';
import { createScrub } from '../../../shared/run/scrub.ts';
import { eventOf } from '../../../shared/run/told-event.ts';
import { failingFlow } from '../../support/flows.ts';
import { flowFiles } from '../../support/flow-files.ts';
import { practise, type Practice } from '../../support/practice.ts';

type Told = OutputOf<'runs.events'>['items'];

const examples = ['coding-agent', 'content-approval', 'payment'];

/** The run to its end, the first card declined where the flow asks again; and what the engine held at every stop. */
async function runToItsEnd(practice: Practice): Promise<{ run: string; held: RunState[] }> {
  const run = await practice.start();
  const held: RunState[] = [];
  for (let person = 1; ; person++) {
    held.push(structuredClone(practice.runtime.state(run)));
    const { waitingFor, endedAt } = await practice.read(run);
    if (endedAt !== null) return { run, held };
    const [wait] = waitingFor;
    if (wait?.kind === 'approval')
      await practice.decide(run, person === 1 ? 'declined' : 'approved', `Person ${person}`, 'Say more.');
    else if (wait?.kind === 'callback') await practice.callBack(run, wait.node, { exitCode: 0, stdout: '' });
    else throw new Error(`${run} waits for ${wait?.kind ?? 'nothing'}`);
  }
}

/** As a window gets them: over the API, through JSON. */
async function told(practice: Practice, run: string): Promise<Told> {
  const { items } = await practice.client('runs.events', { id: run, limit: 10_000 });
  return JSON.parse(JSON.stringify(items)) as Told;
}

const plain = (state: RunState): unknown => JSON.parse(JSON.stringify(state));

test.each(flowFiles().filter(({ id }) => examples.includes(id)))(
  'every moment of a run of “$id” is what the engine held then, whichever way one goes, and opens no connection',
  async (file) => {
    const practice = await practise(file);
    const { run, held } = await runToItsEnd(practice);
    const events = await told(practice, run);
    const stored = practice.runtime.events(run);
    const view = await practice.read(run);
    const connect = vi.spyOn(net.Socket.prototype, 'connect');

    const scrub = createScrub(events.map(eventOf));
    expect(scrub.count).toBe(stored.length);
    const moments = stored.map((_, index) => index + 1);
    for (const k of [...moments, ...moments.toReversed()])
      expect(plain(scrub.stateAfter(k))).toEqual(plain(replay(stored.slice(0, k))));
    expect(held.length).toBeGreaterThan(1);
    for (const state of held) expect(scrub.stateAfter(state.seq)).toEqual(state);

    const kinds = new Map(view.steps.map(({ node, kind }) => [node, kind]));
    const last = runView(scrub.stateAfter(scrub.count), (node) => kinds.get(node));
    expect(last).toEqual(view);
    expect(connect).not.toHaveBeenCalled();
    connect.mockRestore();
  },
);

test('every moment of a run in which somebody set an output and skipped a step is what the engine held then', async () => {
  const practice = await practise({ id: 'failing', text: failingFlow(), input: {} });
  const run = await practice.start();
  const held = [structuredClone(practice.runtime.state(run))];
  await practice.client('runs.edit', { id: run, node: 'count', output: { total: 8 } });
  held.push(structuredClone(practice.runtime.state(run)));
  await practice.decide(run, 'approved', 'Person 1');
  const other = await practice.start();
  await practice.client('runs.skip', { id: other, node: 'count' });
  for (const id of [run, other]) {
    const stored = practice.runtime.events(id);
    const scrub = createScrub((await told(practice, id)).map(eventOf));
    for (let k = stored.length; k > 0; k--)
      expect(plain(scrub.stateAfter(k))).toEqual(plain(replay(stored.slice(0, k))));
    expect(plain(scrub.stateAfter(scrub.count))).toEqual(plain(practice.runtime.state(id)));
    if (id === run) for (const state of held) expect(scrub.stateAfter(state.seq)).toEqual(state);
  }
});

test('a moment asked for again is not changed by those asked for in between, also far into a long run', async () => {
  const [file] = flowFiles();
  if (file === undefined) throw new Error('There are no flow files.');
  const practice = await practise({ ...file, id: 'long', text: long, input: {} });
  const run = await practice.start();
  const events = practice.runtime.events(run);
  expect(events.length).toBeGreaterThan(200);
  const scrub = createScrub(events);
  const before = plain(scrub.stateAfter(130));
  scrub.stateAfter(events.length);
  scrub.stateAfter(129);
  expect(plain(scrub.stateAfter(130))).toEqual(before);
  expect(before).toEqual(plain(replay(events.slice(0, 130))));
  // What did not change between two moments is the same object, so that a window draws it only once.
  expect(scrub.stateAfter(140).visits[0]).toBe(scrub.stateAfter(141).visits[0]);
});

const steps = Array.from({ length: 240 }, (_, index) => index);
const long = `countersign: 1
id: long
nodes:
  start: { kind: trigger.manual }
${steps.map((n) => `  s${n}: { kind: set, config: { values: { n: ${n} } } }`).join('\n')}
edges:
  - start -> s0
${steps
  .slice(1)
  .map((n) => `  - s${n - 1} -> s${n}`)
  .join('\n')}
`;
