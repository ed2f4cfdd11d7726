import type { Card } from '../approval/proposal.ts';
import type { EventData, EventType } from './event.ts';
import { tellers, type Names, type Telling } from './story-words.ts';

export type { Names } from './story-words.ts';

/** An event as the API tells it. */
export type ToldEvent = {
  seq: number;
  at: string;
  type: string;
  node: string | null;
  visit: number | null;
  data: unknown;
};

/** One sentence of a run's story; `seq` names the event it comes from. */
export type Sentence = Omit<ToldEvent, 'data'> & { text: string };

/** Events after which the beginning of an attempt needs no sentence of its own. */
const settling: readonly EventType[] = [
  'step.succeeded',
  'step.failed',
  'step.retrying',
  'step.interrupted',
  'step.unknown',
  'step.cancelled',
];

/**
 * The story of a run: deterministic, in order, every sentence tied to its event (CHECKLIST BX-20). What a later event
 * says better is left to that one, so the story of a run that still moves ends with what is under way.
 */
export function story(events: readonly ToldEvent[], names: Names): Sentence[] {
  const elsewhere = toldElsewhere(events);
  const cards = new Map<string, Card>();
  const attempts = new Map<string, number>();
  const sentences: Sentence[] = [];
  for (const event of events) {
    const place = placeOf(event);
    if (is(event, 'step.started')) attempts.set(place, event.data.attempt);
    if (is(event, 'approval.requested')) cards.set(place, event.data.card);
    if (elsewhere.has(event.seq)) continue;
    const { seq, at, type, node, visit } = event;
    const text = tell(event, {
      ...names,
      named: namedBy(event, names),
      attempts: attempts.get(place) ?? 0,
      card: cards.get(place) ?? null,
    });
    if (text !== null) sentences.push({ seq, at, type, node, visit, text });
  }
  return sentences;
}

/** Events whose sentence another event makes superfluous, by seq. */
function toldElsewhere(events: readonly ToldEvent[]): Set<number> {
  const elsewhere = new Set<number>();
  const under = new Map<string, number>();
  const voices = new Map<string, { seq: number; by: string }>();
  const hasEnded = events.some(({ type }) => type === 'run.ended');
  let trigger: string | null = null;
  for (const event of events) {
    const place = placeOf(event);
    if (is(event, 'run.started')) trigger = `${event.data.trigger.node}#1`;
    if (is(event, 'step.started')) under.set(place, event.seq);
    const began = under.get(place);
    if (began !== undefined && settling.some((type) => type === event.type)) elsewhere.add(began);
    if (is(event, 'approval.voice')) voices.set(place, { seq: event.seq, by: event.data.voice.by });
    const voice = voices.get(place);
    if (is(event, 'approval.decided') && voice?.by === event.data.by) elsewhere.add(voice.seq);
    const isTold = place === trigger || (hasEnded && is(event, 'step.succeeded') && event.data.port === '');
    if (isTold && event.type === 'step.succeeded') elsewhere.add(event.seq);
  }
  return elsewhere;
}

function tell(event: ToldEvent, telling: Telling): string | null {
  if (!Object.hasOwn(tellers, event.type)) return null;
  // The table is typed event by event; from the API the type is only known at run time.
  const teller = tellers[event.type as EventType] as (data: unknown, telling: Telling) => string | null;
  return teller(event.data, telling);
}

function is<T extends EventType>(event: ToldEvent, type: T): event is ToldEvent & { data: EventData[T] } {
  return event.type === type;
}

const placeOf = ({ node, visit }: ToldEvent): string => `${node ?? ''}#${visit ?? 1}`;

function namedBy({ node, visit }: ToldEvent, { step }: Names): string {
  if (node === null) return '';
  return `“${step(node)}”${visit === null || visit === 1 ? '' : ` (round ${visit})`}`;
}
