import type { Tone } from '../ui/tone.ts';

/** What is said of a step beside what it is: where a run stands in it, or how it differs from another version. */
export type StepMark = {
  tone: Tone;
  /** Few words: “Waiting”, “Done ×2”, “Added”. */
  words: string;
  /** Work is going on in it now. */
  isMoving?: boolean;
  /**
   * How it differs from another version; what is removed stands there as a ghost. Of two runs: whether both came here
   * (`same`, `changed`) or one alone.
   */
  sign?: 'added' | 'changed' | 'removed' | 'same' | 'left' | 'right';
};

/**
 * `lit`: a run took it; `moving`: a run is on it now; `quiet`: not taken (yet). Of two runs: `both` took it, or one alone
 * (`left`, `right`).
 */
export type WireMark = 'lit' | 'moving' | 'quiet' | 'added' | 'removed' | 'both' | 'left' | 'right';

/** By step. */
export type StepMarks = ReadonlyMap<string, StepMark>;
/** By wire, as its line in the file says it (`printEdge`). */
export type WireMarks = ReadonlyMap<string, WireMark>;

export const noStepMarks: StepMarks = new Map();
export const noWireMarks: WireMarks = new Map();

/** The same text for marks that look the same. */
export const markKey = (mark: StepMark | null): string =>
  mark === null ? '' : `${mark.tone} ${mark.isMoving ? 'moving' : ''} ${mark.sign ?? ''} ${mark.words}`;
