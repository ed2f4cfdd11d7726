import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { namesOf } from '../../../renderer/api/names.ts';
import { actorWords, entryWords, placesOf } from '../../../renderer/audit/entry-words.ts';

const names = namesOf(
  { me: 'owner', people: [{ id: 'jon', name: 'Jon' }], pools: {} },
  new Map([['pay', 'Pay the invoice']]),
  'owner',
);

const source = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../shared/audit/${path}`, import.meta.url)), 'utf8');

/** Every kind that the journal's own code writes. */
const kinds = [
  ...new Set(
    ['record.ts', 'run-audit.ts'].flatMap((path) =>
      [...source(path).matchAll(/'((?:approval|effect|run|flow|connection|workspace|token)\.[a-z_]+)'/g)].map(
        (match) => match[1] ?? '',
      ),
    ),
  ),
].filter((kind) => kind !== 'run.ended'); // an event of runs that is only looked at

test('every kind of entry has words of its own', () => {
  expect(kinds.length).toBeGreaterThan(20);
  const wordless = kinds.filter(
    (kind) => entryWords({ kind, body: {} }, names).toLowerCase() === kind.replaceAll(/[._]/g, ' '),
  );
  expect(wordless).toEqual([]);
});

test('an entry reads as what was done, and leads to what it is about', () => {
  const decided = {
    kind: 'approval.decided',
    body: { approval: 'r.ask.1', run: 'r', flow: 'pay', decision: 'declined', comment: 'Too much' },
  };
  expect(entryWords(decided, names)).toBe('Declined: “Too much”');
  expect(placesOf(decided).map(({ to }) => to)).toEqual(['/inbox/r.ask.1', '/runs/r', '/flows/pay']);
  expect(
    entryWords(
      { kind: 'connection.bound', body: { flow: 'pay', slot: 'bank', connection: 'acme', target: 'live' } },
      names,
    ),
  ).toBe('Chose “acme” for “bank” of “Pay the invoice”, live');
  const gone = { connection: 'acme', kind: 'http', change: 'deleted', fields: [] };
  expect(placesOf({ kind: 'connection.changed', body: gone })).toEqual([]);
});

test('what is no entry of ours is still named, and who acted is a person, the clock or the host', () => {
  expect(entryWords({ kind: 'policy.released', body: null }, names)).toBe('Policy released');
  expect(['owner', 'jon', 'timer', 'countersign'].map((actor) => actorWords(actor, names))).toEqual([
    'You',
    'Jon',
    'A deadline',
    'Countersign',
  ]);
});
