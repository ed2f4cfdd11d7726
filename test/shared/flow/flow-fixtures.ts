import { readFileSync, readdirSync } from 'node:fs';

const folders = [
  new URL('../../fixtures/flows/', import.meta.url),
  new URL('../../../examples/', import.meta.url),
];

/** Every real flow of the repository: name and text. */
export const realFlows: [string, string][] = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.flow.yaml'))
    .toSorted()
    .map((name): [string, string] => [name, readFileSync(new URL(name, folder), 'utf8')]),
);

export function fixture(name: string): string {
  const found = realFlows.find(([one]) => one === name);
  if (found === undefined) throw new Error(`There is no fixture ${name}.`);
  return found[1];
}
