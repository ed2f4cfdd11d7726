import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { chain, genesis, type AuditEntry, type AuditHead } from '../../../shared/audit/entry.ts';
import { verifyChain } from '../../../shared/audit/verify.ts';

const journal = journalOf(1000);
const index = fc.integer({ min: 0, max: 999 });

function journalOf(count: number): AuditEntry[] {
  const entries: AuditEntry[] = [];
  let head: AuditHead = genesis;
  for (let n = 1; n <= count; n++) {
    const body = { approval: `run-${n}.review.1`, comment: `Nr. ${n} – grüße`, values: { amount: n / 4 } };
    const entry = chain(head, {
      at: 1_770_000_000_000 + n,
      actor: 'mara',
      identified: 'token',
      kind: 'approval.decided',
      body,
    });
    entries.push(entry);
    head = entry;
  }
  return entries;
}

const headOf = ({ seq, hash }: AuditEntry): AuditHead => ({ seq, hash });
const last = headOf(journal[999] ?? journalOf(1)[0]!);

describe('a journal of 1,000 entries', () => {
  test('is sound as it was written, and as an export writes it', () => {
    expect(verifyChain(journal)).toEqual({ ok: true, entries: 1000 });
    expect(verifyChain(journal, { head: last })).toEqual({ ok: true, entries: 1000 });
    const exported = journal.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }));
    expect(verifyChain(JSON.parse(JSON.stringify(exported)) as unknown[])).toEqual({
      ok: true,
      entries: 1000,
    });
    expect(verifyChain([])).toEqual({ ok: true, entries: 0 });
  });

  test('can be verified from the middle on', () => {
    const after = journal[499];
    expect(after && verifyChain(journal.slice(500), { after: headOf(after), head: last })).toEqual({
      ok: true,
      entries: 500,
    });
  });

  const changes: [string, (entry: AuditEntry) => unknown][] = [
    ['number', (entry) => ({ ...entry, seq: entry.seq + 1 })],
    ['time', (entry) => ({ ...entry, at: entry.at + 1 })],
    ['person', (entry) => ({ ...entry, actor: 'jon' })],
    ['way of knowing them', (entry) => ({ ...entry, identified: 'session' })],
    ['kind', (entry) => ({ ...entry, kind: 'approval.voice' })],
    ['body', (entry) => ({ ...entry, body: { ...(entry.body as object), comment: 'no' } })],
    ['body, by a field more', (entry) => ({ ...entry, body: { ...(entry.body as object), extra: null } })],
    ['predecessor', (entry) => ({ ...entry, prev: entry.hash })],
    ['hash', (entry) => ({ ...entry, hash: entry.prev })],
    [
      'time, by another way of writing it',
      (entry) => ({ ...entry, at: new Date(entry.at).toISOString().replace('Z', '+00:00') }),
    ],
    ['shape', (entry) => ({ seq: entry.seq })],
    ['kind of thing', () => null],
  ];

  test.each(changes)('shows a changed %s where it was changed', (_field, change) => {
    fc.assert(
      fc.property(index, (place) => {
        const entries: unknown[] = journal.with(place, change(journal[place]!) as AuditEntry);
        expect(verifyChain(entries)).toMatchObject({ ok: false, entries: place, at: place + 1 });
      }),
      { numRuns: 15 },
    );
  });

  test('shows any single letter of an exported line that was changed', () => {
    fc.assert(
      fc.property(index, fc.nat(), (place, offset) => {
        const line = JSON.stringify(journal[place]);
        const spot = offset % line.length;
        const changed = line.slice(0, spot) + (line[spot] === '7' ? '8' : '7') + line.slice(spot + 1);
        let entry: unknown;
        try {
          entry = JSON.parse(changed);
        } catch {
          return; // No longer JSON: nobody can take it for an entry.
        }
        if (JSON.stringify(entry) === line) return;
        expect(verifyChain(journal.with(place, entry as AuditEntry))).toMatchObject({
          ok: false,
          at: place + 1,
        });
      }),
      { numRuns: 60 },
    );
  });

  test('shows where an entry was left out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 998 }), (place) => {
        expect(verifyChain(journal.toSpliced(place, 1))).toEqual({
          ok: false,
          entries: place,
          at: place + 1,
          reason: `Entry ${place + 1} is not where it belongs: entry ${place + 2} follows entry ${place}. One was left out or moved.`,
        });
      }),
      { numRuns: 15 },
    );
  });

  test('shows where two entries changed places', () => {
    fc.assert(
      fc.property(index, index, (one, other) => {
        if (one === other) return;
        const [first, second] = [journal[one]!, journal[other]!];
        const swapped = journal.with(one, second).with(other, first);
        expect(verifyChain(swapped)).toMatchObject({ ok: false, at: Math.min(one, other) + 1 });
      }),
      { numRuns: 15 },
    );
  });

  test('shows where one was put in twice', () => {
    expect(verifyChain(journal.toSpliced(41, 0, journal[40]!))).toMatchObject({ ok: false, at: 42 });
  });

  test('shows an entry that was rewritten with a hash that fits, at the one that no longer follows', () => {
    const [before, victim] = [journal[40]!, journal[41]!];
    const rewritten = chain(headOf(before), { ...victim, actor: 'jon' });
    expect(verifyChain(journal.with(41, rewritten))).toEqual({
      ok: false,
      entries: 42,
      at: 43,
      reason: 'Entry 43 does not follow from entry 42: one of the two was rewritten.',
    });
  });

  test('does not show by itself that the end was cut off, but an anchor does', () => {
    const cut = journal.slice(0, 990);
    expect(verifyChain(cut).ok).toBe(true);
    expect(verifyChain(cut, { head: last })).toEqual({
      ok: false,
      entries: 990,
      at: 991,
      reason: 'The end was cut off: 10 entries are missing that an anchor vouches for.',
    });
  });

  test('does not show that all of it was written anew, but an anchor does', () => {
    let head: AuditHead = genesis;
    const forged = journal.map((entry) => {
      const next = chain(head, { ...entry, actor: 'eve' });
      head = next;
      return next;
    });
    const anchor = headOf(journal[499]!);
    expect(verifyChain(forged).ok).toBe(true);
    expect(verifyChain(forged, { head: anchor })).toMatchObject({ ok: false, at: 500 });
  });

  test('that goes on after an anchor is still sound', () => {
    expect(verifyChain(journal, { head: headOf(journal[499]!) })).toEqual({ ok: true, entries: 1000 });
  });
});

test('any values at all are judged, never thrown at', () => {
  fc.assert(
    fc.property(fc.array(fc.anything()), (entries) => {
      expect(verifyChain(entries).ok).toBe(entries.length === 0);
    }),
  );
  const endless: Record<string, unknown> = {};
  endless['self'] = endless;
  expect(verifyChain([{ ...journal[0], body: endless }])).toMatchObject({ ok: false, at: 1 });
});
