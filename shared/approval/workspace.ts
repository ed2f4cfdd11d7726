/** Who there is. A pool the workspace does not define has the owner (`me`) as its only member. */
export type Workspace = { me: string; people: Person[]; pools: Record<string, string[]> };
export type Person = { id: string; name: string; email?: string };

export const freshWorkspace = (name: string): Workspace => ({
  me: 'owner',
  people: [{ id: 'owner', name }],
  pools: {},
});

/** Members of a pool, and whether the workspace defines it at all. */
export function membersOf(workspace: Workspace, pool: string): { people: string[]; defined: boolean } {
  const people = workspace.pools[pool];
  return people === undefined ? { people: [workspace.me], defined: false } : { people, defined: true };
}

export function personName(workspace: Workspace, id: string): string {
  return workspace.people.find((person) => person.id === id)?.name ?? id;
}
