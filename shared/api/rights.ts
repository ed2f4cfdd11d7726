import type { Right } from './procedure.ts';

export const roles = ['owner', 'designer', 'approver', 'agent', 'viewer'] as const;
export type Role = (typeof roles)[number];

export const rights = [
  'read',
  'author',
  'release',
  'run',
  'repair',
  'decide',
  'connections',
  'workspace',
  'tokens',
] as const satisfies readonly Right[];

/**
 * The one table from roles to rights. `decide` is for people: an agent's token may author, run and read, and can
 * neither approve, nor say that an unknown step happened or what a step gave, nor see a webhook's secret. Whether a person may decide a
 * certain card is asked again by `shared/approval/decide.ts`.
 */
const table: Record<Role, readonly Right[]> = {
  owner: rights,
  designer: ['read', 'author', 'release', 'run', 'repair', 'decide', 'connections'],
  approver: ['read', 'decide'],
  agent: ['read', 'author', 'run'],
  viewer: ['read'],
};

export function rightsOf(role: Role): readonly Right[] {
  return table[role];
}

export function mayCall(role: Role, right: Right): boolean {
  return table[role].includes(right);
}
