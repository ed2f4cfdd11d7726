import type { StepContext } from '../executor.ts';

export type Recipient = { id: string; name: string; email: string | null };

/** People and pools as persons; what names nobody is told apart instead of being dropped. A literal address counts. */
export function resolveRecipients(
  to: { people: string[]; pools: string[] },
  people: StepContext['people'],
): { found: Recipient[]; unknown: string[] } {
  const found = new Map<string, Recipient>();
  const unknown: string[] = [];
  const add = (list: { id: string; name: string; email?: string }[]): void => {
    for (const { id, name, email } of list) found.set(id, { id, name, email: email ?? null });
  };
  for (const entry of to.people.map((text) => text.trim())) {
    if (entry === '') continue;
    const known = people.recipients({ people: [entry], pools: [] });
    if (known.length > 0) add(known);
    else if (entry.includes('@')) add([{ id: entry, name: entry, email: entry }]);
    else unknown.push(entry);
  }
  for (const pool of to.pools) {
    const members = people.recipients({ people: [], pools: [pool] });
    if (members.length > 0) add(members);
    else unknown.push(pool);
  }
  return { found: [...found.values()], unknown };
}
