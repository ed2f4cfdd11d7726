import { expect, test } from 'vitest';
import { createExecutors } from '../../../electron/steps/index.ts';
import { stepKinds } from '../../../shared/steps/index.ts';
import { stepContext } from '../../support/step-context.ts';

const executors = createExecutors();
const effects = stepKinds.filter((kind) => kind.execution === 'effect').map((kind) => kind.kind);

test('every kind that acts outside a transaction has an executor, and no other kind has one', () => {
  expect(Object.keys(executors).sort()).toEqual([...effects].sort());
});

test('a kind that is probed after a crash has a probe', () => {
  for (const kind of stepKinds) {
    if (kind.kind === 'ssh') expect(executors.ssh.probe).toBeDefined();
    else if (kind.execution === 'effect')
      expect(Object.entries(executors).find(([name]) => name === kind.kind)?.[1].probe).toBeUndefined();
  }
});

test.each(Object.entries(executors))(
  '%s answers settings that make no sense with words, never by throwing',
  async (_name, executor) => {
    for (const input of [null, [], 'x', 7, {}, { connection: 7 }, { to: 7 }, { url: [], method: {} }]) {
      const outcome = await executor.execute(input, stepContext());
      expect(outcome).toMatchObject({
        ok: false,
        error: { code: expect.any(String), message: expect.stringMatching(/[.?]$/) },
      });
    }
  },
);
