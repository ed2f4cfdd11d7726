import { expect, test } from 'vitest';
import { dayMs, practiseTemplate } from '../support/practice.ts';

const id = 'tool-access';

test('up to the limit the manager is enough: security is not asked', async () => {
  for (const amount of [900, 5000]) {
    const practice = await practiseTemplate(id);
    const run = await practice.start({ amount });
    await practice.decide(run, 'approved', 'Manager');
    expect(await practice.read(run)).toMatchObject({ status: 'succeeded', outcome: { node: 'given' } });
    expect(await practice.ran(run)).not.toContain('security');
    expect(await practice.inputOf(run, 'give')).toMatchObject({
      body: { agreed_by: 'Manager (practice)', checked_by: 'not needed' },
    });
  }
});

test('above the limit security decides too, sees the first decision, and the same person is refused', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start({ amount: 5000.01 });
  await practice.decide(run, 'approved', 'Manager', 'She draws the whole catalogue.');
  expect(await practice.ran(run)).not.toContain('give');

  const second = await practice.card(run);
  expect(second).toMatchObject({
    node: 'security',
    tier: 3,
    earlier: [{ node: 'manager', decision: 'approved', by: 'practice:Manager' }],
    proposal: { reason: 'Manager (practice) agreed. The new catalogue is drawn with it.' },
  });
  expect(second.show).toContainEqual({
    label: 'What the manager said',
    kind: 'text',
    value: 'She draws the whole catalogue.',
  });
  await expect(practice.decide(run, 'approved', 'Manager')).rejects.toMatchObject({
    code: 'forbidden',
    details: [{ excluded: 'previous' }],
  });

  await practice.decide(run, 'approved', 'Security');
  expect(await practice.read(run)).toMatchObject({ status: 'succeeded' });
  expect(await practice.inputOf(run, 'give')).toMatchObject({
    body: { agreed_by: 'Manager (practice)', checked_by: 'Security (practice)' },
  });
});

test('who asked may decide neither', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start();
  const asSelf = async () =>
    practice.client('approvals.decide', { id: (await practice.card(run)).id, decision: 'approved' });
  await expect(asSelf()).rejects.toMatchObject({ details: [{ excluded: 'requester' }] });
  await practice.decide(run, 'approved', 'Manager');
  await expect(asSelf()).rejects.toMatchObject({ details: [{ excluded: 'requester' }] });
});

test('a no at either level gives nothing, and so does silence', async () => {
  const practice = await practiseTemplate(id);
  const first = await practice.start();
  await practice.decide(first, 'declined', 'Manager', 'We have one already.');
  const second = await practice.start();
  await practice.decide(second, 'approved', 'Manager');
  await practice.decide(second, 'declined', 'Security', 'It keeps data abroad.');
  const third = await practice.start();
  await practice.wait(3 * dayMs);
  const fourth = await practice.start();
  await practice.decide(fourth, 'approved', 'Manager');
  await practice.wait(2 * dayMs);
  expect(await practice.card(fourth)).toMatchObject({ pools: ['security', 'security-leads'] });
  await practice.wait(dayMs);
  for (const run of [first, second, third, fourth]) {
    expect((await practice.read(run)).status).toBe('declined');
    expect(await practice.ran(run)).not.toContain('give');
  }
});
