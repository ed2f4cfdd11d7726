import { expect, test } from 'vitest';
import { stepSummary, wayOut } from '../../../renderer/steps/step-words.ts';
import { stepKinds } from '../../../shared/steps/index.ts';
import { iconOf } from '../../../renderer/steps/faces.ts';

const unknownFace = iconOf('of-a-later-version');

test('every kind of step has a face of its own and a plain line, even half drawn', () => {
  for (const { kind } of stepKinds) {
    expect(iconOf(kind), kind).not.toBe(unknownFace);
    expect(stepSummary({ kind }), kind).not.toBe('');
  }
});

test('a step says how often it is tried, how long it may take and how many rounds it has', () => {
  const summary = stepSummary({
    kind: 'http',
    config: { connection: 'cms', path: '/posts', method: 'POST' },
    retry: { attempts: 3 },
    timeout: '30s',
    visits: 4,
  });
  expect(summary).toBe('POST to cms · tried up to 3 times · at most 30s · at most 4 rounds');
});

test('ways out are named in words; a case keeps the name its author gave it', () => {
  expect([wayOut('done'), wayOut('else'), wayOut('timeout'), wayOut('large_amount')]).toEqual([
    'then',
    'otherwise',
    'no answer in time',
    'large amount',
  ]);
});
