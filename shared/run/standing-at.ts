import type { VisitRef } from './event.ts';

/** A round of a step, in the engine's state or as the API shows it. */
type Round = VisitRef & { from: readonly VisitRef[] };

/**
 * The round of a step from which a failed run can go on: the one that failed, else the latest that the run has not left
 * behind. Undefined where it never came there, or began there. One rule for the engine and the window.
 */
export function standingAt<R extends Round>(
  rounds: readonly R[],
  node: string,
  hasFailed: (round: R) => boolean,
): R | undefined {
  const isLeft = leftIn(rounds);
  const own = rounds.filter((round) => round.node === node && round.from.length > 0);
  return (
    own.findLast((round) => hasFailed(round) && !isLeft(round)) ?? own.findLast((round) => !isLeft(round))
  );
}

/**
 * Whether the run has left a round behind: it, or one that led to it, was done over. A token leads to one round of a
 * step; a second one with the same token is that one done over.
 */
function leftIn<R extends Round>(rounds: readonly R[]): (round: R) => boolean {
  const latest = new Map<string, R>();
  for (const one of rounds) for (const from of one.from) latest.set(`${keyOf(from)} ${one.node}`, one);
  const places = new Map(rounds.map((one) => [keyOf(one), one]));
  return (round) => {
    const seen = new Set<R>();
    const ahead = [round];
    for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      for (const from of at.from) {
        if (latest.get(`${keyOf(from)} ${at.node}`) !== at) return true;
        const source = places.get(keyOf(from));
        if (source !== undefined) ahead.push(source);
      }
    }
    return false;
  };
}

/** The rounds that follow from one, by the tokens that led to them; itself left out. */
export function roundsAfter<R extends Round>(rounds: readonly R[], origin: VisitRef): R[] {
  const after = new Set([keyOf(origin)]);
  // In order of entry: what led to a round comes before it.
  return rounds.filter((round) => {
    if (after.has(keyOf(round)) || !round.from.some((from) => after.has(keyOf(from)))) return false;
    after.add(keyOf(round));
    return true;
  });
}

const keyOf = ({ node, visit }: VisitRef): string => `${node}#${visit}`;
