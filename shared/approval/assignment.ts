import type { Assignment, Rung } from './proposal.ts';
import { membersOf, type Workspace } from './workspace.ts';

type Named = { pools: string[]; people: string[] };

const distinct = (items: readonly string[]): string[] => [...new Set(items)];

/** Everyone a card is addressed to, read now: a pool's members may change while it waits. */
export function holdersOf(assign: Named, workspace: Workspace): string[] {
  return distinct([...assign.people, ...assign.pools.flatMap((pool) => membersOf(workspace, pool).people)]);
}

export function exclusionOf(
  assign: Assignment,
  person: string,
): Assignment['exclude'][number]['rule'] | null {
  return assign.exclude.find((entry) => entry.person === person)?.rule ?? null;
}

/** The holders who may decide: without those the flow excludes. */
export function eligiblePeople(assign: Assignment, workspace: Workspace): string[] {
  return holdersOf(assign, workspace).filter((person) => exclusionOf(assign, person) === null);
}

/** Ids or mail addresses as a flow writes them, as person ids. Who is not known stays as written and can never match. */
export function resolvePeople(names: readonly string[], workspace: Workspace): string[] {
  return distinct(names.map((name) => resolvePerson(name, workspace)));
}

function resolvePerson(name: string, workspace: Workspace): string {
  if (workspace.people.some((person) => person.id === name)) return name;
  const email = name.toLowerCase();
  return workspace.people.find((person) => person.email?.toLowerCase() === email)?.id ?? name;
}

/** Holders after a rung was reached. `keep: false` takes the card away from those who did not answer. */
export function afterEscalation(assign: Assignment, rung: Rung): Assignment {
  if (!rung.keep) return { ...assign, pools: [...rung.pools], people: [...rung.people] };
  return {
    ...assign,
    pools: distinct([...assign.pools, ...rung.pools]),
    people: distinct([...assign.people, ...rung.people]),
  };
}

/** Holders after somebody handed the card over. Exclusions stay: no hand-over lifts them. */
export function afterReassignment(assign: Assignment, to: Named): Assignment {
  return { ...assign, pools: distinct(to.pools), people: distinct(to.people) };
}
