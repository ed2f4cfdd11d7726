import type { Tone } from './tone.ts';

/** Statuses of runs, steps and approvals, in a person's words. */
const statuses: Record<string, { word: string; tone: Tone }> = {
  running: { word: 'Running', tone: 'move' },
  waiting: { word: 'Waiting', tone: 'person' },
  succeeded: { word: 'Succeeded', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  declined: { word: 'Declined', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'none' },
  scheduled: { word: 'Up next', tone: 'none' },
  skipped: { word: 'Skipped', tone: 'none' },
  unknown: { word: 'Did it happen?', tone: 'person' },
  pending: { word: 'Needs a decision', tone: 'person' },
  approved: { word: 'Approved', tone: 'good' },
  changes: { word: 'Changes requested', tone: 'person' },
  expired: { word: 'Expired', tone: 'none' },
  voided: { word: 'No longer valid', tone: 'none' },
};

export const statusWord = (status: string): string => statuses[status]?.word ?? status;
export const statusTone = (status: string): Tone => statuses[status]?.tone ?? 'none';
