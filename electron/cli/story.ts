import colors from 'picocolors';
import { story as tellStory, type Names as StoryNames } from '../../shared/run/story.ts';
import type { StoryEvent } from './cli.ts';
import { localTime } from './table.ts';

/** Names for people: what steps and persons are called. */
export type Names = Omit<StoryNames, 'time'>;

const time = (at: number): string => localTime(new Date(at).toISOString());

/** The one story of a run, as lines for a terminal. */
export function story(events: readonly StoryEvent[], names: Names): string {
  return tellStory(events, { ...names, time })
    .map(({ at, text }) => `${colors.dim(localTime(at))}  ${text}`)
    .join('\n');
}

/** One event told by itself, as it happens; null where nothing is to be told. */
export function storyLine(event: StoryEvent, names: Names): string | null {
  const line = story([event], names);
  return line === '' ? null : line;
}
