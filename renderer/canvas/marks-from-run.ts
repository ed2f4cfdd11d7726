import type { OutputOf } from '../../shared/api/contract.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { printEdge } from '../../shared/flow/edge-text.ts';
import { handIn } from '../../shared/run/hand.ts';
import { mainPort } from '../../shared/steps/ports.ts';
import { wayOut } from '../steps/step-words.ts';
import { statusTone, statusWord } from '../ui/status-words.ts';
import type { Tone } from '../ui/tone.ts';
import { toneOf } from './face.ts';
import type { StepMark, StepMarks, WireMark, WireMarks } from './marks.ts';

type Run = Pick<OutputOf<'runs.get'>, 'endedAt' | 'outcome' | 'status' | 'steps' | 'waitingFor'>;
type Step = Run['steps'][number];

/** Where a run stands in each step of a drawing, and which wires it took. What the drawing has no more is left out. */
export function marksFromRun(run: Run, drawing: Drawing): { marks: StepMarks; wireMarks: WireMarks } {
  const rounds = new Map<string, Step[]>();
  const visits = new Map<string, Step>();
  for (const step of run.steps) {
    const known = rounds.get(step.node);
    if (known === undefined) rounds.set(step.node, [step]);
    else known.push(step);
    visits.set(visitKey(step), step);
  }

  const marks = new Map<string, StepMark>();
  for (const name of Object.keys(drawing.nodes)) {
    const steps = rounds.get(name);
    if (steps !== undefined) marks.set(name, markOf(run, steps));
    // While it goes on nobody knows yet: silence. Afterwards it is worth a word.
    else if (run.endedAt !== null) marks.set(name, { tone: 'none', words: 'Not reached' });
  }

  const taken = new Set<string>();
  const moving = new Set<string>();
  for (const step of run.steps) {
    // Every wire of a way out is taken at once, also where the token still waits for others at a join.
    if (step.port !== null) taken.add(wayKey(step.node, step.port));
    if (step.status !== 'running') continue;
    for (const from of step.from) {
      const port = visits.get(visitKey(from))?.port ?? mainPort;
      moving.add(`${wayKey(from.node, port)} ${step.node}`);
    }
  }
  const wireMarks = new Map<string, WireMark>();
  for (const edge of drawing.edges) {
    const way = wayKey(edge.from, edge.port);
    wireMarks.set(
      printEdge(edge),
      moving.has(`${way} ${edge.to}`) ? 'moving' : taken.has(way) ? 'lit' : 'quiet',
    );
  }
  return { marks, wireMarks };
}

const visitKey = ({ node, visit }: { node: string; visit: number }): string => `${node}#${visit}`;
const wayKey = (node: string, port: string): string => `${node}.${port}`;

/** What is going on in a step matters more than what has been; then the latest round counts. */
const urgency = ['unknown', 'waiting', 'running', 'scheduled'];

function markOf(run: Run, rounds: readonly Step[]): StepMark {
  const open = urgency
    .map((status) => rounds.findLast((step) => step.status === status))
    .find((step) => step !== undefined);
  const step = open ?? rounds.at(-1);
  if (step === undefined) return { tone: 'none', words: 'Not reached' };
  const { words, tone } = faceOf(run, step);
  const parts = [words];
  if (handIn(step) === 'set') parts.push('set by hand');
  if (step.practice) parts.push('practice');
  if (step.attempts > 1)
    parts.push(step.status === 'running' ? `try ${step.attempts}` : `${step.attempts} tries`);
  const round = rounds.length > 1 ? ` ×${rounds.length}` : '';
  return {
    tone,
    words: `${parts.join(' · ')}${round}`,
    ...(step.status === 'running' ? { isMoving: true } : {}),
  };
}

const waits: Record<string, string> = {
  approval: 'Needs a decision',
  callback: 'Waits to be called back',
  event: 'Waits for an event',
  timer: 'Waiting',
};

function faceOf(run: Run, step: Step): { words: string; tone: Tone } {
  switch (step.status) {
    case 'waiting': {
      const wait = run.waitingFor.find(({ node, visit }) => node === step.node && visit === step.visit);
      return { words: waits[wait?.kind ?? ''] ?? 'Waiting', tone: 'person' };
    }
    case 'scheduled':
      return { words: 'Tries again', tone: 'bad' };
    case 'succeeded':
      // An end does its work also where it ends the run badly: what it says is what became of the run.
      if (step.kind === 'end' && run.status !== 'succeeded' && run.outcome?.node === step.node)
        return { words: statusWord(run.status), tone: statusTone(run.status) };
      return endedBy(step);
    default:
      return { words: statusWord(step.status), tone: statusTone(step.status) };
  }
}

/** A way out with a name says more than “Done”; its colour is the way's, without the amber of what still waits. */
function endedBy({ port }: Step): { words: string; tone: Tone } {
  if (port === null || port === mainPort) return { words: 'Done', tone: 'good' };
  const way = wayOut(port);
  const tone = toneOf(port);
  return {
    words: `${way.charAt(0).toUpperCase()}${way.slice(1)}`,
    tone: tone === 'bad' ? 'bad' : tone === 'none' || tone === 'person' ? 'none' : 'good',
  };
}
