import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startHost } from '../../support/host.ts';
import { askingFlow } from '../../support/flows.ts';

const canary = 'canary/of+some=length';
const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

test('a text that holds a secret of this machine is neither imported nor saved, wherever it stands', async () => {
  const { client, home } = await startHost();
  await client('connections.create', {
    name: 'api',
    kind: 'http',
    settings: { baseUrl: 'http://127.0.0.1:1' },
    secrets: { token: canary },
  });
  const { etag } = await client('flows.import', { text: askingFlow() });
  const lines = [
    `samples:\n  review: { token: '${canary}' }\n`,
    `notes:\n  - { text: '${Buffer.from(canary).toString('base64')}', at: [0, 0] }\n`,
    `# ${canary}\n`,
  ];
  for (const line of lines) {
    const text = askingFlow() + line;
    const refused = { code: 'invalid_flow', details: [{ code: 'secret_in_file', line: expect.any(Number) }] };
    expect(await errorOf(client('flows.import', { text, replace: true }))).toMatchObject(refused);
    expect(await errorOf(client('flows.save', { id: 'asking', text, ifMatch: etag }))).toMatchObject(refused);
  }
  const sampled = askingFlow() + (lines[0] ?? '');
  expect(await errorOf(client('flows.import', { text: sampled, replace: true }))).toMatchObject({
    details: [{ node: 'review', field: 'samples.review' }],
  });
  const stored = readdirSync(home).filter((name) => name.startsWith('countersign.db'));
  for (const name of stored) expect(readFileSync(join(home, name)).includes(canary)).toBe(false);
});
