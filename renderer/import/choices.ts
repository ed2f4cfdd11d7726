import type { OutputOf } from '../../shared/api/contract.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { remapHolders } from '../../shared/flow/edit/remap-holders.ts';

export type Seen = OutputOf<'flows.inspect'>;
export type Needed = Seen['connections'][number];
export type Target = 'draft' | 'live';

/** Whom a group of the file means here. Without a choice its name stays as it is. */
export type PoolChoice = { do: 'use'; pool: string } | { do: 'make'; people: string[] };
export type PersonChoice = { do: 'use'; person: string } | { do: 'add' };

/** What somebody decided about one file, before anything is stored. */
export type Choices = {
  /** Where another flow has the same identifier: the file's, the one that is here, or both. */
  conflict: 'theirs' | 'mine' | 'copy' | null;
  /** The draft here that was looked at when `conflict` was chosen. */
  against: string | null;
  copyId: string | null;
  /** A connection that is not named here stays what it is; null takes it away. */
  connections: Record<string, Partial<Record<Target, string | null>>>;
  pools: Record<string, PoolChoice>;
  people: Record<string, PersonChoice>;
};

export const noChoices: Choices = {
  conflict: null,
  against: null,
  copyId: null,
  connections: {},
  pools: {},
  people: {},
};

export const isConflict = ({ existing }: Seen): boolean => existing !== null && !existing.same;

/** A draft that changed meanwhile has not been looked at: which one stays is an open question again. */
export const stillChosen = (seen: Seen | undefined, choices: Choices): Choices =>
  seen === undefined || choices.conflict === null || choices.against === (seen.existing?.etag ?? null)
    ? choices
    : { ...choices, conflict: null, against: null };

/** What the flow will use for it: as chosen, else as the flow of the same identifier does today. */
export function connectionFor(choices: Choices, needed: Needed, target: Target): string | null {
  const chosen = choices.connections[needed.name]?.[target];
  if (chosen !== undefined) return chosen;
  return choices.conflict === 'copy' ? null : needed[target];
}

/** The drawing with the people of this machine in it; the very same one where nobody was replaced. */
export function mappedDrawing({ drawing }: Seen, { pools, people }: Choices): Drawing {
  const replaced = <Choice extends { do: string }>(
    choices: Record<string, Choice>,
    nameOf: (choice: Choice) => string | null,
  ): Record<string, string> =>
    Object.fromEntries(
      Object.entries(choices).flatMap(([name, choice]) => {
        const other = nameOf(choice);
        return other === null ? [] : [[name, other]];
      }),
    );
  return remapHolders(drawing, {
    pools: replaced(pools, (choice) => (choice.do === 'use' ? choice.pool : null)),
    people: replaced(people, (choice) => (choice.do === 'use' ? choice.person : null)),
  });
}
