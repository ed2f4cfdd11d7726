import type { Client } from '../../shared/api/client.ts';
import { personName } from '../../shared/approval/workspace.ts';
import type { Names } from './story.ts';

/** What steps and people of a run are called. A run whose drawing is gone is told by its ids. */
export async function namesOf(client: Client, run: string): Promise<Names> {
  const workspace = await client('workspace.get', {});
  const nodes = await client('runs.drawing', { id: run }).then(
    ({ drawing }) => drawing.nodes,
    () => ({}) as Record<string, { name?: string }>,
  );
  const people = { ...workspace, people: workspace.people.map(({ id, name }) => ({ id, name })) };
  return {
    step: (node) => nodes[node]?.name ?? node,
    person: (id) =>
      id.startsWith('practice:') ? `${id.slice('practice:'.length)} (practice)` : personName(people, id),
  };
}
