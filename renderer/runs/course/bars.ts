import type { RunEvent } from '../../../shared/run/event.ts';
import type { Tone } from '../../ui/tone.ts';

/** A stretch of one round of a step, between two events by their place in the history (1 is the first). */
export type Piece = {
  /** `work`: an attempt; `wait`: for a person, a time, another attempt; `point`: begun and done in one event. */
  kind: 'work' | 'wait' | 'point';
  from: number;
  /** null: goes on. */
  to: number | null;
  /** How it ended; while it goes on, `move` for work and `person` for waits. */
  tone: Tone;
};

/** What a run's history draws: for each round of a step (`node#visit`) its pieces, oldest first. */
export function barsOf(events: readonly RunEvent[]): Map<string, Piece[]> {
  const bars = new Map<string, Piece[]>();
  for (const [index, event] of events.entries()) {
    const k = index + 1;
    if (event.node === null || event.type.startsWith('token.')) {
      if (event.type === 'run.ended') for (const pieces of bars.values()) close(pieces, k, 'none');
      continue;
    }
    const place = barKey(event.node, event.visit ?? 1);
    const pieces = bars.get(place) ?? [];
    if (pieces.length === 0) bars.set(place, pieces);
    draw(pieces, event, k);
  }
  return bars;
}

export const barKey = (node: string, visit: number): string => `${node}#${visit}`;

function draw(pieces: Piece[], event: RunEvent, k: number): void {
  switch (event.type) {
    case 'step.started':
      close(pieces, k, 'none');
      pieces.push({ kind: 'work', from: k, to: null, tone: 'move' });
      return;
    case 'step.retrying':
    case 'step.interrupted':
    case 'step.unknown':
      close(pieces, k, event.type === 'step.unknown' ? 'person' : 'bad');
      pieces.push({
        kind: 'wait',
        from: k,
        to: null,
        tone: event.type === 'step.unknown' ? 'person' : 'none',
      });
      return;
    case 'step.waiting':
    case 'approval.requested':
      close(pieces, k, 'good');
      pieces.push({ kind: 'wait', from: k, to: null, tone: 'person' });
      return;
    case 'step.succeeded':
    case 'approval.decided':
      return end(pieces, k, 'good');
    case 'step.failed':
      return end(pieces, k, 'bad');
    case 'step.cancelled':
    case 'step.skipped':
      return end(pieces, k, 'none');
    default:
      return;
  }
}

function close(pieces: Piece[], k: number, tone: Tone): void {
  const last = pieces.at(-1);
  if (last === undefined || last.to !== null) return;
  // How long somebody waited stays amber, whatever came of it.
  pieces[pieces.length - 1] = { ...last, to: k, tone: last.kind === 'wait' ? last.tone : tone };
}

function end(pieces: Piece[], k: number, tone: Tone): void {
  if (pieces.length === 0) pieces.push({ kind: 'point', from: k, to: k, tone });
  else close(pieces, k, tone);
}

/** The pieces as they were after event k: nothing of what came later, and what went on then goes on. */
export function piecesAt(pieces: readonly Piece[], k: number): Piece[] {
  return pieces
    .filter(({ from }) => from <= k)
    .map((piece) =>
      piece.to === null || piece.to <= k
        ? piece
        : { ...piece, to: null, tone: piece.kind === 'work' ? ('move' as const) : piece.tone },
    );
}

/** Something on the timeline that is no stretch: a person's word, a jump in time, a repair. */
export type TimeMark = { k: number; kind: 'decision' | 'jump' | 'reminder' | 'repair' };

const marked: Partial<Record<RunEvent['type'], TimeMark['kind']>> = {
  'approval.decided': 'decision',
  'approval.reminded': 'reminder',
  'approval.escalated': 'reminder',
  'clock.jumped': 'jump',
  'run.repaired': 'repair',
};

export function marksOf(events: readonly RunEvent[]): TimeMark[] {
  return events.flatMap(({ type }, index) => {
    const kind = marked[type];
    return kind === undefined ? [] : [{ k: index + 1, kind }];
  });
}
