import type { OutputOf } from '../api/contract.ts';
import { canonicalJson } from '../canonical.ts';
import { isJsonObject, type Json } from '../json.ts';

type Run = Pick<OutputOf<'runs.get'>, 'steps'>;
export type ComparedStep = OutputOf<'runs.get'>['steps'][number];

/** What of a round differs, the weightiest last: what went in comes before what came of it. */
export const roundAspects = ['input', 'state', 'way', 'output', 'error', 'time'] as const;
export type RoundAspect = (typeof roundAspects)[number];

/** One round of one step in both runs; null where a run has no such round. */
export type ComparedRound = {
  node: string;
  visit: number;
  left: ComparedStep | null;
  right: ComparedStep | null;
  /** Empty: the same in both. Empty too where only one run has the round: that is the difference. */
  differs: RoundAspect[];
};

export type RunComparison = {
  /** Every round of both, each run's own order kept as far as the two agree on one. */
  rounds: ComparedRound[];
  /** Place of the first round that differs, in what it got, did or gave; only then in how long it took. null: none does. */
  first: number | null;
};

/** A round took much longer in one run: more than three times, and at least a second, so that it can be felt. */
const timesLonger = 3;
const leastLongerMs = 1000;

/** Two runs of one flow, round by round. Symmetric: the other way round it is the same with the sides swapped. */
export function compareRuns(left: Run, right: Run): RunComparison {
  const rounds = aligned(left.steps, right.steps).map(([one, other]): ComparedRound => ({
    node: one?.node ?? other?.node ?? '',
    visit: one?.visit ?? other?.visit ?? 1,
    left: one,
    right: other,
    differs: one === null || other === null ? [] : aspectsOf(one, other),
  }));
  const inSubstance = rounds.findIndex((round) => isDifferent(round) && !isOnlyTime(round));
  const first = inSubstance === -1 ? rounds.findIndex(isDifferent) : inSubstance;
  return { rounds, first: first === -1 ? null : first };
}

export const isDifferent = ({ left, right, differs }: ComparedRound): boolean =>
  left === null || right === null || differs.length > 0;

const isOnlyTime = ({ differs }: ComparedRound): boolean => differs.length === 1 && differs[0] === 'time';

type Pair = [left: ComparedStep | null, right: ComparedStep | null];
type Place = { step: ComparedStep; key: string; index: number };

/**
 * Both orders as one. What only one run has stands where it happened there; where the two went in another order (side by
 * side branches) the round that both had reached earlier comes first.
 */
function aligned(left: readonly ComparedStep[], right: readonly ComparedStep[]): Pair[] {
  const [lefts, rights] = [placesOf(left), placesOf(right)];
  const [ones, others] = [[...lefts.values()], [...rights.values()]];
  const done = new Set<string>();
  const pairs: Pair[] = [];
  const take = (key: string): void => {
    done.add(key);
    pairs.push([lefts.get(key)?.step ?? null, rights.get(key)?.step ?? null]);
  };
  let [i, j] = [0, 0];
  while (i < ones.length || j < others.length) {
    const [one, other] = [ones[i], others[j]];
    if (one !== undefined && done.has(one.key)) i += 1;
    else if (other !== undefined && done.has(other.key)) j += 1;
    else {
      // What only one run has must not wait for anything in the other.
      const alone = [one, other].filter(
        (place) => place !== undefined && (!lefts.has(place.key) || !rights.has(place.key)),
      );
      const ahead = (alone.length > 0 ? alone : [one, other]).filter((place) => place !== undefined);
      const next = ahead.toSorted((a, b) => lastIndex(a) - lastIndex(b) || (a.key < b.key ? -1 : 1))[0];
      if (next === undefined) break;
      take(next.key);
    }
  }
  return pairs;

  function lastIndex({ key }: Place): number {
    return Math.max(lefts.get(key)?.index ?? 0, rights.get(key)?.index ?? 0);
  }
}

function placesOf(steps: readonly ComparedStep[]): Map<string, Place> {
  return new Map(
    steps.map((step, index) => {
      const key = `${step.node}#${step.visit}`;
      return [key, { step, key, index }];
    }),
  );
}

function aspectsOf(left: ComparedStep, right: ComparedStep): RoundAspect[] {
  const differs: Record<RoundAspect, boolean> = {
    input: !isSame(left.input, right.input),
    state: left.status !== right.status,
    way: (left.port ?? '') !== (right.port ?? ''),
    output: !isSame(withoutNoise(left), withoutNoise(right)),
    error: !isSame(left.error as Json, right.error as Json), // a plain record by its schema
    time: isMuchLonger(left, right),
  };
  return roundAspects.filter((aspect) => differs[aspect]);
}

const isSame = (left: Json, right: Json): boolean =>
  left === right || canonicalJson(left) === canonicalJson(right);

/** Headers that are new with every answer and say nothing about it. */
const noise = [
  'date',
  'age',
  'connection',
  'keep-alive',
  'server-timing',
  'x-request-id',
  'request-id',
  'via',
];

function withoutNoise({ kind, output }: ComparedStep): Json {
  if (kind !== 'http' || !isJsonObject(output) || !isJsonObject(output['headers'])) return output;
  const headers = Object.entries(output['headers']).filter(([name]) => !noise.includes(name.toLowerCase()));
  return { ...output, headers: Object.fromEntries(headers) };
}

function isMuchLonger(left: ComparedStep, right: ComparedStep): boolean {
  const [one, other] = [tookMs(left), tookMs(right)];
  if (one === null || other === null) return false;
  const [short, long] = [Math.min(one, other), Math.max(one, other)];
  return long > timesLonger * short && long - short >= leastLongerMs;
}

/** null while it goes on. */
export const tookMs = ({ startedAt, endedAt }: ComparedStep): number | null =>
  endedAt === null ? null : Date.parse(endedAt) - Date.parse(startedAt);
