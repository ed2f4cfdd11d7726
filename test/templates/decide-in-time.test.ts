import { expect, test } from 'vitest';
import { hourMs, practiseTemplate } from '../support/practice.ts';

const id = 'decide-in-time';

test('a yes changes the roster once, names who decided, and the one who asked hears it', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start();
  expect(await practice.card(run)).toMatchObject({ node: 'decide', tier: 1, pools: ['shift-leads'] });
  await practice.decide(run, 'approved', 'Lead A');
  expect(await practice.read(run)).toMatchObject({
    status: 'succeeded',
    outcome: { node: 'swapped', message: 'Swapped with Jonas Weber, agreed by Lead A (practice)' },
  });
  expect(await practice.ran(run)).toEqual(['request', 'plan', 'decide', 'swap', 'tell_yes', 'swapped']);
  expect(await practice.inputOf(run, 'swap')).toMatchObject({ body: { decided_by: 'Lead A (practice)' } });
});

test('a no leaves the roster alone and tells the reason', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start();
  await practice.decide(run, 'declined', 'Lead A', 'We are two short that day.');
  expect(await practice.read(run)).toMatchObject({ status: 'declined', outcome: { node: 'stays' } });
  expect(await practice.ran(run)).toEqual(['request', 'plan', 'decide', 'tell_no', 'stays']);
  expect(await practice.inputOf(run, 'tell_no')).toMatchObject({
    body: expect.stringContaining('We are two short that day.'),
  });
});

test('silence: a reminder, then the backup, then declined by itself, and the rule is told', async () => {
  const practice = await practiseTemplate(id);
  const run = await practice.start();
  const types = async (): Promise<string[]> =>
    (await practice.client('runs.events', { id: run })).items
      .map(({ type }) => type)
      .filter((type) => type.startsWith('approval.'));

  await practice.wait(hourMs);
  expect(await types()).toEqual(['approval.requested', 'approval.reminded']);
  await practice.wait(hourMs);
  expect(await types()).toEqual(['approval.requested', 'approval.reminded', 'approval.escalated']);
  expect(await practice.card(run)).toMatchObject({ pools: ['shift-leads', 'backup-leads'] });

  await practice.wait(2 * hourMs - 1);
  expect(await practice.card(run)).toMatchObject({ status: 'pending' });
  await practice.wait(1);
  expect(await practice.read(run)).toMatchObject({
    status: 'declined',
    outcome: { node: 'stays', message: 'Not swapped: no answer after 4 h' },
  });
  const decided = (await practice.read(run)).steps.find(({ node }) => node === 'decide');
  expect(decided).toMatchObject({
    output: { decision: 'declined', by: 'timer', rule: 'no answer after 4 h' },
  });
  expect(await practice.inputOf(run, 'tell_no')).toMatchObject({
    body: expect.stringContaining('no answer after 4 h'),
  });
});

test('the backup may still say yes after the first was asked in vain, and so may the first', async () => {
  for (const who of ['Lead A', 'Backup B']) {
    const practice = await practiseTemplate(id);
    const run = await practice.start();
    await practice.wait(3 * hourMs);
    await practice.decide(run, 'approved', who);
    expect(await practice.inputOf(run, 'swap')).toMatchObject({ body: { decided_by: `${who} (practice)` } });
  }
});
