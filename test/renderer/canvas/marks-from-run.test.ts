import { expect, test } from 'vitest';
import type { Drawing } from '../../../shared/flow/drawing.ts';
import { parseFlow } from '../../../shared/flow/text.ts';
import { marksFromRun } from '../../../renderer/canvas/marks-from-run.ts';
import type { Run, Step } from '../../../renderer/run-parts/run-words.ts';

function drawn(text: string): Drawing {
  const parsed = parseFlow(text);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.drawing;
}

const asking = drawn(`countersign: 1
id: asking
nodes:
  start: { kind: trigger.manual }
  write: { kind: http, config: { url: 'http://127.0.0.1:9' }, visits: 3 }
  review: { kind: approval, config: { title: May it?, timeout: none } }
  publish: { kind: http, config: { method: POST, url: 'http://127.0.0.1:9' } }
  mend: { kind: end }
edges:
  - start -> write
  - write -> review
  - review.approved -> publish
  - review.declined -> write
  - publish.error -> mend
`);

const parallel = drawn(`countersign: 1
id: parallel
nodes:
  start: { kind: trigger.manual }
  left: { kind: set, config: { values: { n: 1 } } }
  right: { kind: sleep, config: { for: 1h } }
  both: { kind: join, config: { mode: all } }
  after: { kind: end }
edges:
  - start -> left
  - start -> right
  - left -> both
  - right -> both
  - both -> after
`);

/** `review#2:waiting` came from `write#2`; `publish:failed.error` left by a way out. */
function step(text: string, from: string[] = [], more: Partial<Step> = {}): Step {
  const [, node = '', visit = '1', status = '', port = null] =
    /^(\w+)(?:#(\d+))?:(\w+)(?:\.(\w+))?$/.exec(text) ?? [];
  const place = (one: string) => {
    const [name = '', round = '1'] = one.split('#');
    return { node: name, visit: Number(round) };
  };
  return {
    node,
    visit: Number(visit),
    kind: 'http',
    status: status as Step['status'], // one of the statuses, by the test's own hand
    attempts: 0,
    tries: [],
    port: port ?? (status === 'succeeded' ? 'done' : null),
    startedAt: '2026-01-01T10:00:00.000Z',
    endedAt: null,
    retryAt: null,
    input: null,
    output: null,
    error: null,
    practice: false,
    because: null,
    override: null,
    from: from.map(place),
    reason: null,
    ...more,
  };
}

const running = (steps: Step[], waitingFor: Run['waitingFor'] = []) =>
  ({ endedAt: null, status: 'running', outcome: null, steps, waitingFor }) as const;
const over = (steps: Step[], how: Partial<Pick<Run, 'status' | 'outcome'>> = {}) => ({
  endedAt: '2026-01-01T10:01:00.000Z',
  status: 'succeeded' as const,
  outcome: null,
  steps,
  waitingFor: [],
  ...how,
});
const told = ({ marks, wireMarks }: ReturnType<typeof marksFromRun>) => ({
  marks: Object.fromEntries(
    [...marks].map(([name, { tone, words, isMoving }]) => [
      name,
      `${tone}: ${words}${isMoving === true ? ' (moving)' : ''}`,
    ]),
  ),
  wires: Object.fromEntries(wireMarks),
});

test('a running step breathes, and only the wire that leads to it moves', () => {
  expect(
    told(
      marksFromRun(
        running([step('start:succeeded'), step('write:running', ['start'], { attempts: 1 })]),
        asking,
      ),
    ),
  ).toEqual({
    marks: { start: 'good: Done', write: 'move: Running (moving)' },
    wires: {
      'start -> write': 'moving',
      'write -> review': 'quiet',
      'review.approved -> publish': 'quiet',
      'review.declined -> write': 'quiet',
      'publish.error -> mend': 'quiet',
    },
  });
});

test('a loop counts its rounds and shows the one that is open; ways taken in an earlier round stay lit', () => {
  const run = running(
    [
      step('start:succeeded'),
      step('write:succeeded', ['start'], { practice: true }),
      step('review:succeeded.declined', ['write']),
      step('write#2:succeeded', ['review'], { practice: true, attempts: 3 }),
      step('review#2:waiting', ['write#2']),
    ],
    [{ kind: 'approval', node: 'review', visit: 2 }],
  );
  expect(told(marksFromRun(run, asking))).toEqual({
    marks: {
      start: 'good: Done',
      write: 'good: Done · practice · 3 tries ×2',
      review: 'person: Needs a decision ×2',
    },
    wires: {
      'start -> write': 'lit',
      'write -> review': 'lit',
      'review.approved -> publish': 'quiet',
      'review.declined -> write': 'lit',
      'publish.error -> mend': 'quiet',
    },
  });
});

test('a failure is red, the way it took is lit, and what was never reached says so once the run is over', () => {
  const run = over([
    step('start:succeeded'),
    step('write:succeeded', ['start']),
    step('review:succeeded.approved', ['write']),
    step('publish:failed.error', ['review'], { attempts: 2 }),
    step('mend:succeeded', ['publish'], { port: null }),
  ]);
  const { marks, wires } = told(marksFromRun(run, asking));
  expect(marks).toMatchObject({
    review: 'good: Approved',
    publish: 'bad: Failed · 2 tries',
    mend: 'good: Done',
  });
  expect(wires).toMatchObject({ 'publish.error -> mend': 'lit', 'review.declined -> write': 'quiet' });
  expect(told(marksFromRun(over([step('start:succeeded')]), asking)).marks).toMatchObject({
    review: 'none: Not reached',
  });
});

test('a step that is tried again, is in doubt or waits for its time says which', () => {
  const at = (one: Step, waitingFor: Run['waitingFor'] = []) =>
    marksFromRun(running([step('start:succeeded'), one], waitingFor), asking).marks.get(one.node);
  expect(at(step('write:scheduled', ['start'], { attempts: 1 }))).toEqual({
    tone: 'bad',
    words: 'Tries again',
  });
  expect(at(step('write:unknown', ['start']))).toEqual({ tone: 'person', words: 'Did it happen?' });
  expect(at(step('review:waiting', ['write']), [{ kind: 'callback', node: 'review', visit: 1 }])).toEqual({
    tone: 'person',
    words: 'Waits to be called back',
  });
});

test('a token that waits at a join has lit its wire, and both wires are lit once the join has fired', () => {
  const parked = running(
    [step('start:succeeded'), step('left:succeeded', ['start']), step('right:waiting', ['start'])],
    [{ kind: 'timer', node: 'right', visit: 1 }],
  );
  expect(told(marksFromRun(parked, parallel))).toEqual({
    marks: { start: 'good: Done', left: 'good: Done', right: 'person: Waiting' },
    wires: {
      'start -> left': 'lit',
      'start -> right': 'lit',
      'left -> both': 'lit',
      'right -> both': 'quiet',
      'both -> after': 'quiet',
    },
  });
  const fired = over([
    step('start:succeeded'),
    step('left:succeeded', ['start']),
    step('right:succeeded', ['start']),
    step('both:succeeded', ['left', 'right']),
    step('after:succeeded', ['both'], { port: null }),
  ]);
  expect([...marksFromRun(fired, parallel).wireMarks.values()]).toEqual(['lit', 'lit', 'lit', 'lit', 'lit']);
});

test('what was removed from the drawing since is left out', () => {
  const { marks } = marksFromRun(running([step('gone:succeeded'), step('start:succeeded')]), asking);
  expect([...marks.keys()]).toEqual(['start']);
});

test('what a person set or skipped is said on the step', () => {
  const at = (one: Step) => marksFromRun(over([step('start:succeeded'), one]), asking).marks.get('write');
  expect(at(step('write:succeeded', ['start'], { override: 'mara' }))?.words).toBe('Done · set by hand');
  expect(at(step('write:succeeded', ['start'], { override: 'mara', attempts: 1 }))?.words).toBe('Done');
  const skipped = step('write:skipped.done', ['start'], { override: 'mara' });
  expect(at(skipped)).toMatchObject({ words: 'Skipped', tone: 'none' });
  const wires = marksFromRun(over([step('start:succeeded'), skipped]), asking).wireMarks;
  expect(wires.get('write -> review')).toBe('lit');
});

test('the end that ended the run badly says so, although it did its work', () => {
  const steps = [step('publish:failed.error'), step('mend:succeeded', [], { kind: 'end' })];
  const outcome = { node: 'mend', message: 'Nothing was published' };
  const mark = (status: Run['status']) =>
    marksFromRun(over(steps, { status, outcome }), asking).marks.get('mend');
  expect(mark('failed')).toEqual({ tone: 'bad', words: 'Failed' });
  expect(mark('declined')).toMatchObject({ words: 'Declined' });
  expect(mark('succeeded')).toEqual({ tone: 'good', words: 'Done' });
});
