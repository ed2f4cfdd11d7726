import { expect, test } from 'vitest';
import { hourMs, practiseTemplate } from '../support/practice.ts';

const id = 'decide-from-chat';
const pressed = (decision: string) => ({ user_name: 'nils', context: { decision } });

test('a button in the chat decides: the card is closed, the discount given, the channel told who it was', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start();
  const card = await practice.card(run);
  await practice.callBack(run, 'chat_answer', pressed('approved'));
  expect(await practice.read(run)).toMatchObject({ status: 'succeeded', outcome: { node: 'given' } });
  expect((await practice.client('approvals.get', { id: card.id })).status).toBe('cancelled');
  expect(await practice.inputOf(run, 'discount')).toMatchObject({ body: { agreed_by: 'nils' } });
  expect(await practice.inputOf(run, 'confirm_yes')).toMatchObject({
    body: { text: 'Done: 8 % for Moreno Bikes, approved by nils.' },
  });
});

test('a no in the chat gives nothing and the channel hears it', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start();
  await practice.callBack(run, 'chat_answer', pressed('declined'));
  expect(await practice.read(run)).toMatchObject({ status: 'declined', outcome: { node: 'not_given' } });
  expect(await practice.ran(run)).not.toContain('discount');
  expect(await practice.inputOf(run, 'confirm_no')).toMatchObject({
    body: { text: expect.stringContaining('No discount for Moreno Bikes: declined by nils.') },
  });
});

test('the card in the inbox decides as well, and the chat is too late then', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start();
  await practice.decide(run, 'approved', 'Mara');
  expect(await practice.read(run)).toMatchObject({ status: 'succeeded' });
  expect(await practice.inputOf(run, 'discount')).toMatchObject({ body: { agreed_by: 'Mara (practice)' } });
  await expect(practice.callBack(run, 'chat_answer', pressed('declined'))).rejects.toMatchObject({
    code: 'expired',
  });
});

test('an answer that is none is refused and the question stays open', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start();
  await expect(practice.callBack(run, 'chat_answer', pressed('maybe'))).rejects.toMatchObject({
    code: 'invalid_input',
  });
  expect((await practice.read(run)).waitingFor).toHaveLength(2);
});

test('without an answer it is a no after four hours, in both places', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start();
  await practice.wait(4 * hourMs);
  expect(await practice.read(run)).toMatchObject({ status: 'declined', waitingFor: [] });
  expect(await practice.inputOf(run, 'confirm_no')).toMatchObject({
    body: { text: expect.stringContaining('declined by the timer') },
  });
});
