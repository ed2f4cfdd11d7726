import type { OutputOf } from '../../shared/api/contract.ts';

export type Workspace = OutputOf<'workspace.get'>;

/** The workspace as the form edits it: members by name, new people without an id yet. */
export type Rows = {
  people: { key: string; id: string | null; name: string; email: string }[];
  groups: { key: string; name: string; members: string[] }[];
};

export function toRows({ people, pools }: Workspace): Rows {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    people: people.map(({ id, name, email }) => ({ key: id, id, name, email: email ?? '' })),
    groups: Object.entries(pools).map(([name, members]) => ({
      key: name,
      name,
      members: members.map((id) => names.get(id) ?? id),
    })),
  };
}

export function toWorkspace(me: string, { people, groups }: Rows): Workspace {
  const taken = new Set(people.map(({ id }) => id).filter((id) => id !== null));
  const withIds = people.map(({ id, name, email }) => {
    const kept = id ?? idFor(name, taken);
    taken.add(kept);
    return { id: kept, name: name.trim(), ...(email.trim() === '' ? {} : { email: email.trim() }) };
  });
  const ids = new Map(withIds.map(({ id, name }) => [name, id]));
  return {
    me,
    people: withIds,
    pools: Object.fromEntries(
      groups.map(({ name, members }) => [name, members.map((member) => ids.get(member.trim()) ?? member)]),
    ),
  };
}

/** `Mara Öztürk` becomes `mara-ozturk`, or `mara-ozturk-2` where that is taken. */
export function idFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 100);
  const base = plain === '' ? 'person' : plain;
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
