import type { OutputOf } from '../../shared/api/contract.ts';
import { flowIdOf } from '../../shared/flow/edit/new-flow.ts';
import { labelOf } from '../../shared/steps/label.ts';
import { freeName } from '../steps/names.ts';
import type { Choices } from './choices.ts';

type Workspace = OutputOf<'workspace.get'>;

/** Whether a name as a file writes it can be somebody's here without another word in the file. */
export const canBeAdded = (name: string): boolean => /^[a-zA-Z0-9][a-zA-Z0-9._@-]{0,127}$/.test(name);

/** People and groups with those the person asked to add; null where that changes nothing. */
export function withAdded(workspace: Workspace, { pools, people }: Choices): Workspace | null {
  const added = Object.entries(people).flatMap(([name, choice]) => (choice.do === 'add' ? [name] : []));
  const made = Object.entries(pools).flatMap(([name, choice]): [string, string[]][] =>
    choice.do === 'make' ? [[name, choice.people]] : [],
  );
  if (added.length === 0 && made.length === 0) return null;
  const everybody = [...workspace.people];
  for (const name of added) {
    const ids = everybody.map(({ id }) => id);
    const [local = name] = name.split('@');
    everybody.push(
      name.includes('@')
        ? { id: freeName(flowIdOf(local), ids, '-'), name: labelOf(local), email: name }
        : { id: name, name: labelOf(name) },
    );
  }
  return { ...workspace, people: everybody, pools: { ...workspace.pools, ...Object.fromEntries(made) } };
}
