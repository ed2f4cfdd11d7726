import type { OutputOf } from '../../shared/api/contract.ts';
import type { Approval } from '../../shared/approval/view-schema.ts';
import { tierWords } from '../card/card-words.ts';
import { dayWords } from '../ui/times.ts';

type RunItem = OutputOf<'runs.list'>['items'][number];

/** One line of the inbox: a card, or a step of which nobody knows whether it happened. */
export type Entry =
  | { kind: 'card'; id: string; card: Approval }
  | { kind: 'doubt'; id: string; run: string; flow: string; node: string; visit: number; since: string };

export type Group = { id: string; title: string; aside: string | null; entries: Entry[] };

/** Soonest deadline first; what has none comes after, oldest first. */
function bySoonest(left: Approval, right: Approval): number {
  const due = (card: Approval): number => (card.deadline === null ? Infinity : Date.parse(card.deadline));
  const difference = due(left) - due(right);
  return Number.isNaN(difference) || difference === 0
    ? Date.parse(left.createdAt) - Date.parse(right.createdAt)
    : difference;
}

export function cardEntries(cards: readonly Approval[]): Entry[] {
  return [...cards].sort(bySoonest).map((card) => ({ kind: 'card', id: card.id, card }));
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
    const at = entry.kind === 'card' ? answeredAt(entry.card, isMe) : null;
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
