import type { Tone } from './tone.ts';

/** How tall each ending stands among the last runs, so that the line reads without colour too. */
export const outcomeHeights: Record<Tone, number> = { good: 16, person: 13, move: 10, bad: 7, none: 4 };
