import type { CardLine } from '../../../renderer/inbox/arrange.ts';

/** A card that waits for editors, as the inbox lists it. */
export function makeLine(id: string, more: Partial<CardLine> = {}): CardLine {
  return {
    id,
    run: `run-of-${id}`,
    flow: 'publish',
    title: `Publish ${id}`,
    tier: 2,
    draft: false,
    createdAt: '2026-03-09T09:00:00.000Z',
    deadline: null,
    pools: ['editors'],
    people: [],
    startedBy: 'owner',
    claimedBy: null,
    deferredUntil: null,
    mine: true,
    mustOpen: false,
    ...more,
  };
}
