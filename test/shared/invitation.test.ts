import { expect, test } from 'vitest';
import { readInvitation, writeInvitation, type Invitation } from '../../shared/invitation.ts';

const invitation: Invitation = {
  host: 'büro 🏗 server',
  at: ['https://countersign.example.com'],
  code: 'A'.repeat(43),
  person: 'anna',
  role: 'approver',
  until: 1_900_000_000_000,
};

test('an invitation is one line of plain characters, and says the same when it is read', () => {
  const text = writeInvitation(invitation);
  expect(text).toMatch(/^countersign-invite:[\w-]+$/);
  expect(readInvitation(text)).toEqual(invitation);
  // As a mail program breaks it.
  expect(readInvitation(`\n  ${text.slice(0, 70)}\r\n${text.slice(70)} \n`)).toEqual(invitation);
});

test('what is cut off, changed or something else is no invitation', () => {
  const text = writeInvitation(invitation);
  const others = ['', 'countersign-invite:', text.slice(0, -9), text.slice(5), `${text}!`, 'x'.repeat(9000)];
  for (const other of others) expect(() => readInvitation(other)).toThrow('not an invitation');
});
