import { expect, test } from 'vitest';
import { persist } from '../../../electron/steps/persist.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { stepContext } from '../../support/step-context.ts';

const run = async (input: JsonObject) => {
  const context = stepContext();
  return {
    outcome: await persist.execute(input, context),
    stored: [...context.stored.values()].map((bytes) => Buffer.from(bytes).toString('utf8')),
  };
};

test('text and JSON are kept as files with a name, a type and a size', async () => {
  const text = await run({ name: 'notes.md', content: '# Hi', type: 'text/markdown' });
  expect(text.stored).toEqual(['# Hi']);
  expect(text.outcome).toMatchObject({
    ok: true,
    output: {
      ref: { $resource: expect.stringMatching(/^[0-9a-f]{64}$/) },
      name: 'notes.md',
      type: 'text/markdown',
      size: 4,
    },
  });
  const json = await run({ name: 'data', content: { a: [1] } });
  expect(json.stored).toEqual(['{\n  "a": [\n    1\n  ]\n}\n']);
  expect(json.outcome).toMatchObject({ ok: true, output: { type: 'application/json' } });
});

test('what is stored already only gets a name', async () => {
  const { outcome, stored } = await run({
    name: 'photo.png',
    content: { $resource: 'a'.repeat(64), size: 9, type: 'image/png' },
  });
  expect(stored).toEqual([]);
  expect(outcome).toMatchObject({
    ok: true,
    output: { ref: { $resource: 'a'.repeat(64), name: 'photo.png' }, type: 'image/png', size: 9 },
  });
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['a\u0000b\nc', 'abc'],
  ['..\\evil.exe', 'evil.exe'],
  ['', 'file'],
])('the name %j becomes %j', async (name, plain) => {
  expect((await run({ name, content: 'x' })).outcome).toMatchObject({ ok: true, output: { name: plain } });
});

test('a type that is none is refused', async () => {
  expect((await run({ name: 'a', content: 'x', type: 'text/html\r\nx: y' })).outcome).toMatchObject({
    ok: false,
    error: { code: 'invalid_input' },
  });
});
