import type { RunInfo } from './event.ts';

/**
 * FLOW-FORMAT “Practice”: in a draft run a step whose connection is not bound for drafts is answered by its example,
 * and never by a live binding. The one rule: read while a run decides, and by what tells it beforehand.
 */
export const isPractised = (target: RunInfo['target'], slot: string | null, isBound: boolean): boolean =>
  target === 'draft' && slot !== null && !isBound;
