import { expect, test } from 'vitest';
import type { InputOf } from '../../../shared/api/contract.ts';
import { startHost } from '../../support/host.ts';

async function journal() {
  const { client } = await startHost();
  const people = [
    { id: 'owner', name: 'Mara' },
    { id: 'jon', name: 'Jon' },
  ];
  await client('workspace.save', { me: 'owner', people, pools: { editors: ['jon'] } });
  const secrets = { token: 'planted-secret' };
  for (const name of ['shop', 'cms_1', 'cmsx1'])
    await client('connections.create', {
      name,
      kind: 'http',
      settings: { baseUrl: 'https://a.example' },
      secrets,
    });
  await client('tokens.create', { role: 'approver', person: 'jon', name: 'Jon’s phone' });
  const seqs = async (input: InputOf<'audit.list'>) =>
    (await client('audit.list', input)).items.map(({ seq }) => seq);
  return { client, seqs };
}

test('the journal is read from either end, page by page, without a gap', async () => {
  const { client, seqs } = await journal();
  expect(await seqs({})).toEqual([1, 2, 3, 4, 5]);
  expect(await seqs({ after: 3 })).toEqual([4, 5]);
  const first = await client('audit.list', { order: 'newest', limit: 2 });
  expect(first).toMatchObject({ items: [{ seq: 5 }, { seq: 4 }], next: '4' });
  expect(await seqs({ order: 'newest', limit: 3, cursor: Number(first.next) })).toEqual([3, 2, 1]);
  expect((await client('audit.list', { order: 'newest', limit: 3, cursor: 4 })).next).toBeNull();
});

test('words are found in what an entry says and in names of people; filters narrow', async () => {
  const { seqs } = await journal();
  expect(await seqs({ q: 'SHOP' })).toEqual([2]);
  expect(await seqs({ q: 'cms_1' })).toEqual([3]);
  expect(await seqs({ q: 'mara created' })).toEqual([2, 3, 4, 5]);
  expect(await seqs({ q: '100%' })).toEqual([]);
  expect(await seqs({ q: 'planted' })).toEqual([]);
  expect(await seqs({ about: 'connections' })).toEqual([2, 3, 4]);
  expect(await seqs({ about: 'people' })).toEqual([1, 5]);
  expect(await seqs({ actor: 'jon' })).toEqual([]);
  expect(await seqs({ to: '2020-01-01' })).toEqual([]);
  expect(await seqs({ from: '2020-01-01', about: 'people', order: 'newest' })).toEqual([5, 1]);
});
