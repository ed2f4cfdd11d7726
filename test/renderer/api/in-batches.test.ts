import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inBatches } from '../../../renderer/api/in-batches.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first thing is worked off at once, a flood after it together, and the last is never lost', async () => {
  const batches: number[][] = [];
  const { add } = inBatches<number>(async (batch) => void batches.push(batch));
  add(0);
  expect(batches).toEqual([[0]]);
  for (let count = 1; count <= 1000; count += 1) add(count);
  expect(batches).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(300);
  expect(batches.map((batch) => batch.length)).toEqual([1, 1000]);
  add(1001);
  await vi.advanceTimersByTimeAsync(300);
  expect(batches.at(-1)).toEqual([1001]);
});

test('slow work is not begun twice, and work that hangs or fails does not end the telling', async () => {
  let running = 0;
  let most = 0;
  const hang = Promise.withResolvers<void>();
  const batches: string[][] = [];
  const { add } = inBatches<string>(async (batch) => {
    batches.push(batch);
    most = Math.max(most, ++running);
    if (batch[0] === 'slow') await new Promise((resolve) => setTimeout(resolve, 1000));
    running -= 1;
    if (batch[0] === 'fails') throw new Error('no');
    if (batch[0] === 'hangs') await hang.promise;
  });
  add('slow');
  add('fails');
  await vi.advanceTimersByTimeAsync(900);
  expect(batches).toEqual([['slow']]);
  await vi.advanceTimersByTimeAsync(600);
  add('hangs');
  await vi.advanceTimersByTimeAsync(600);
  add('after');
  await vi.advanceTimersByTimeAsync(6000);
  expect(batches).toEqual([['slow'], ['fails'], ['hangs'], ['after']]);
  expect(most).toBe(1);
});

test('what was stopped does nothing more', async () => {
  const batches: number[][] = [];
  const { add, stop } = inBatches<number>(async (batch) => void batches.push(batch));
  add(1);
  add(2);
  stop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(batches).toEqual([[1]]);
});
