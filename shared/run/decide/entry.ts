import type { VisitRef } from '../event.ts';

/** How a visit begins: the visits whose tokens led here, and which visit a retry of the run does over. */
export type Entry = { from: VisitRef[]; again?: number };
