import { expect, test } from 'vitest';
import { idFor, toRows, toWorkspace, type Workspace } from '../../../renderer/settings/people-rows.ts';

const workspace: Workspace = {
  me: 'owner',
  people: [
    { id: 'owner', name: 'Ada', email: 'ada@example.org' },
    { id: 'mara', name: 'Mara' },
  ],
  pools: { editors: ['owner', 'mara'], finance: ['somebody-gone'] },
};

test('a workspace that nobody edited is saved as it was, unknown members included', () => {
  expect(toWorkspace('owner', toRows(workspace))).toEqual(workspace);
});

test('a renamed person stays the same person in their groups', () => {
  const rows = toRows(workspace);
  const people = rows.people.map((person) =>
    person.id === 'mara' ? { ...person, name: 'Mara B.' } : person,
  );
  const groups = rows.groups.map((group) => ({
    ...group,
    members: group.members.map((name) => (name === 'Mara' ? 'Mara B.' : name)),
  }));
  expect(toWorkspace('owner', { people, groups }).pools['editors']).toEqual(['owner', 'mara']);
});

test('a new person gets an id from the name that nobody has', () => {
  expect(idFor('Mara Öztürk', new Set())).toBe('mara-ozturk');
  expect(idFor('Mara', new Set(['mara', 'mara-2']))).toBe('mara-3');
  expect(idFor('山田', new Set())).toBe('person');
});
