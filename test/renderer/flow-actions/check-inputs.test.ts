import { expect, test } from 'vitest';
import { checkInputs } from '../../../renderer/flow-actions/check-inputs.ts';

test('a form says of each field what is wrong with it, before anything is sent', () => {
  const fields = {
    who: { type: 'string', required: true },
    amount: { type: 'number', max: 5000 },
    due: 'date',
    note: 'text',
  } as const;
  const faults = checkInputs(fields, { who: '', amount: 9000, due: 'tomorrow' });
  expect(Object.keys(faults).toSorted()).toEqual(['amount', 'due', 'who']);
  expect(faults['who']).toBe('Fill this in.');
  expect(faults['due']).toContain('2026-03-09');
  expect(checkInputs(fields, { who: 'Ada', amount: 12, due: '2026-11-21' })).toEqual({});
});
