import type { workspace } from '../../shared/api/workspace.ts';
import type { ParsedOf } from '../../shared/api/contract.ts';
import type { Workspace } from '../../shared/approval/workspace.ts';
import { recordOf } from '../../shared/audit/record.ts';
import { AppError } from '../../shared/errors.ts';
import { fieldProblem } from '../../shared/flow/problem.ts';
import { actingOf } from './caller.ts';
import type { HandlersOf } from './dispatch.ts';
import type { ApiParts } from './parts.ts';

export function createWorkspaceHandlers(parts: ApiParts): HandlersOf<typeof workspace> {
  const { store, audit, clock, runtime } = parts;
  return {
    'workspace.get': () => store.workspace.get(),
    'workspace.save': async (input, caller) => {
      const next = checked(input);
      await store.write(() => {
        store.workspace.set(next);
        const body = { people: next.people.map(({ id }) => id), pools: next.pools };
        audit.record([recordOf('workspace.changed', actingOf(caller, clock.now()), body)]);
      });
      await runtime.workspaceChanged();
      parts.changed('workspace', null);
      return next;
    },
  };
}

/** Every id that is named must be somebody, and nobody may be there twice: approvals rest on it. */
function checked({ me, people, pools }: ParsedOf<'workspace.save'>): Workspace {
  const ids = people.map(({ id }) => id);
  const problems: { field: string; message: string }[] = [];
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) problems.push({ field: 'people', message: `“${twice}” is there twice.` });
  const emails = people.flatMap(({ email }) => (email === undefined ? [] : [email.toLowerCase()]));
  const shared = emails.find((email, index) => emails.indexOf(email) !== index);
  if (shared !== undefined)
    problems.push({ field: 'people', message: `Two people have the address ${shared}.` });
  if (!ids.includes(me)) problems.push({ field: 'me', message: `“${me}” is not among the people.` });
  for (const [pool, members] of Object.entries(pools)) {
    const stranger = members.find((id) => !ids.includes(id));
    if (stranger !== undefined) {
      problems.push({ field: `pools.${pool}`, message: `“${stranger}” in ${pool} is not among the people.` });
    }
  }
  const [first] = problems;
  if (first !== undefined) {
    const fix = 'Correct the people and pools, then save again.';
    throw new AppError('invalid_input', `${first.message} Nothing was changed.`, {
      fix,
      details: problems.map(({ field, message }) => fieldProblem(field, message, fix)),
    });
  }
  return {
    me,
    people: people.map(({ id, name, email }) => ({ id, name, ...(email === undefined ? {} : { email }) })),
    pools: Object.fromEntries(Object.entries(pools).map(([name, members]) => [name, [...new Set(members)]])),
  };
}
