import type { OutputOf } from '../../shared/api/contract.ts';
import type { Approval } from '../../shared/approval/view-schema.ts';
import type { Names } from '../api/names.ts';
import { tierWords } from '../card/card-words.ts';
import { isPutOff } from '../card/deciders.ts';
import { dayWords } from '../ui/times.ts';

type RunItem = OutputOf<'runs.list'>['items'][number];

/** A card that waits, as the inbox lists it. */
export type CardLine = OutputOf<'inbox.list'>['items'][number];

/** One line of the inbox: a card, one that was answered, or a step of which nobody knows whether it happened. */
export type Entry =
  | { kind: 'card'; id: string; card: CardLine }
  | { kind: 'answered'; id: string; card: Approval }
  | { kind: 'doubt'; id: string; run: string; flow: string; node: string; visit: number; since: string };

export type Group = { id: string; title: string; aside: string | null; entries: Entry[] };

/** Soonest deadline first; what has none comes after, oldest first. */
export function cardEntries(cards: readonly CardLine[]): Entry[] {
  return cards
    .map((card) => ({
      card,
      due: card.deadline === null ? Infinity : Date.parse(card.deadline),
      asked: Date.parse(card.createdAt),
    }))
    .sort((left, right) =>
      left.due === right.due ? left.asked - right.asked : left.due < right.due ? -1 : 1,
    )
    .map(({ card }) => ({ kind: 'card', id: card.id, card }));
}

/** Who each card waits for: the person at the screen, who may have put it off, or somebody else. */
export function sidesOf(
  cards: readonly CardLine[],
  names: Pick<Names, 'isMe'>,
  now: number,
): { mine: CardLine[]; later: CardLine[]; others: CardLine[] } {
  const sides = { mine: [] as CardLine[], later: [] as CardLine[], others: [] as CardLine[] };
  for (const card of cards) {
    if (card.mine) {
      // A draft is its starter's alone, also where the owner could decide it.
      if (!card.draft || names.isMe(card.startedBy)) sides.mine.push(card);
    } else if (isPutOff(card, names, now)) sides.later.push(card);
    else if (!card.draft) sides.others.push(card);
  }
  return sides;
}

export function doubtEntries(runs: readonly RunItem[]): Entry[] {
  return runs.flatMap((run) =>
    run.waitingFor
      .filter(({ kind }) => kind === 'unknown')
      .map(({ node, visit, since }) => ({
        kind: 'doubt' as const,
        id: `${run.id}.${node}.${visit}`,
        run: run.id,
        flow: run.flow,
        node,
        visit,
        since: since ?? run.startedAt,
      })),
  );
}

/**
 * Cards by pool and tier, then those put off, then doubts, then drafts: practice comes last and does not count. Groups
 * stand in the order of their most urgent card, so the soonest deadline is always on top.
 */
export function groupsOf(entries: readonly Entry[], pool: (id: string) => string, now: number): Group[] {
  const groups = new Map<string, Group>();
  const rank = (id: string): number => ['later', 'doubts', 'drafts'].indexOf(id) + 1;
  for (const entry of entries) {
    const { id, title, aside } = groupOf(entry, pool, now);
    const group = groups.get(id) ?? { id, title, aside, entries: [] };
    group.entries.push(entry);
    groups.set(id, group);
  }
  return [...groups.values()].sort((left, right) => rank(left.id) - rank(right.id));
}

/** What the person at the screen has answered, by day; the newest answer first. */
export function decidedGroups(
  entries: readonly Entry[],
  isMe: (id: string) => boolean,
  now: number,
): Group[] {
  const groups = new Map<string, Group>();
  const answers = entries.flatMap((entry) => {
    const at = entry.kind === 'answered' ? answeredAt(entry.card, isMe) : null;
    return at === null ? [] : [{ entry, at }];
  });
  for (const { entry, at } of answers.sort((left, right) => right.at - left.at)) {
    const title = dayWords(at, now);
    const group = groups.get(title) ?? { id: title, title, aside: null, entries: [] };
    group.entries.push(entry);
    groups.set(title, group);
  }
  return [...groups.values()];
}

/** When the person at the screen last answered this card; null where they have not. */
export function answeredAt(
  { decisions }: Pick<Approval, 'decisions'>,
  isMe: (id: string) => boolean,
): number | null {
  const times = decisions.filter(({ by }) => isMe(by)).map(({ at }) => Date.parse(at));
  return times.length === 0 ? null : Math.max(...times);
}

function groupOf(entry: Entry, pool: (id: string) => string, now: number): Omit<Group, 'entries'> {
  if (entry.kind === 'doubt') return { id: 'doubts', title: 'Did this happen?', aside: null };
  const { card } = entry;
  if (card.draft) return { id: 'drafts', title: 'Drafts', aside: 'practice, not counted' };
  if (card.deferredUntil !== null && Date.parse(card.deferredUntil) > now)
    return { id: 'later', title: 'Later', aside: null };
  const [first] = card.pools;
  const title = first === undefined ? 'Asked by name' : startBig(pool(first));
  return { id: `${first ?? ''} ${card.tier}`, title, aside: tierWords(card.tier) };
}

const startBig = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
