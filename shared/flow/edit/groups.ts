import type { Drawing, DrawingGroup } from '../drawing.ts';

/** How a group is named in a selection: by its place in the list. */
export const groupId = (index: number): string => `group:${index}`;

export function groupIndex(id: string): number | null {
  const match = /^group:(\d+)$/.exec(id);
  return match === null ? null : Number(match[1]);
}

function withGroups(drawing: Drawing, groups: readonly DrawingGroup[]): Drawing {
  const { groups: before, ...rest } = drawing;
  if (groups.length > 0) return { ...rest, groups: [...groups] };
  return before === undefined ? drawing : rest;
}

/** Its members that are there: a file may name a step that somebody removed by hand. */
export const membersOf = (drawing: Drawing, { nodes }: DrawingGroup): string[] =>
  nodes.filter((name) => Object.hasOwn(drawing.nodes, name));

/** Groups without some steps; one that nobody is left in goes as well. */
function withoutMembers(groups: readonly DrawingGroup[], gone: (name: string) => boolean): DrawingGroup[] {
  return groups.flatMap((group) => {
    const nodes = group.nodes.filter((name) => !gone(name));
    if (nodes.length === group.nodes.length) return [group];
    return nodes.length === 0 ? [] : [{ ...group, nodes }];
  });
}

/** The drawing with a frame around these steps. A step stands in one group: it leaves the one it was in. */
export function groupNodes(drawing: Drawing, names: readonly string[], name: string): Drawing {
  const nodes = Object.keys(drawing.nodes).filter((node) => names.includes(node));
  if (nodes.length === 0) return drawing;
  const others = withoutMembers(drawing.groups ?? [], (node) => nodes.includes(node));
  return withGroups(drawing, [...others, { name, nodes }]);
}

export function renameGroup(drawing: Drawing, index: number, name: string): Drawing {
  const groups = drawing.groups ?? [];
  const group = groups[index];
  if (group === undefined || group.name === name) return drawing;
  return withGroups(drawing, groups.with(index, { ...group, name }));
}

/** The drawing without these frames; their steps stay. */
export function ungroup(drawing: Drawing, gone: readonly number[]): Drawing {
  const groups = drawing.groups ?? [];
  const kept = groups.filter((_group, index) => !gone.includes(index));
  return kept.length === groups.length ? drawing : withGroups(drawing, kept);
}

/** What groups say after steps were removed: of them, and of any that was never there. */
export function groupsAfterRemoval(drawing: Drawing): Drawing {
  const { groups } = drawing;
  if (groups === undefined) return drawing;
  return withGroups(
    drawing,
    withoutMembers(groups, (name) => !Object.hasOwn(drawing.nodes, name)),
  );
}

export function renameInGroups(drawing: Drawing, from: string, to: string): Drawing {
  const { groups } = drawing;
  if (groups?.some(({ nodes }) => nodes.includes(from)) !== true) return drawing;
  return withGroups(
    drawing,
    groups.map((group) =>
      group.nodes.includes(from)
        ? { ...group, nodes: group.nodes.map((name) => (name === from ? to : name)) }
        : group,
    ),
  );
}

/** The groups whose members are all among these steps: what is copied with them. */
export function wholeGroups(drawing: Drawing, names: readonly string[]): DrawingGroup[] {
  return (drawing.groups ?? []).filter(
    (group) => group.nodes.length > 0 && group.nodes.every((name) => names.includes(name)),
  );
}
