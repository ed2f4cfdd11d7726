import { expect, test } from 'vitest';
import { createDiskGuard } from '../../../electron/runtime/disk-guard.ts';

test('nothing new is started while the disk is nearly full, and again once there is room', async () => {
  let blocks = 10;
  const guard = createDiskGuard('/', async () => ({ bavail: blocks, bsize: 1024 * 1024 }));
  await guard.check();
  expect(() => guard.assertRoom()).toThrow(expect.objectContaining({ code: 'disk_full' }));
  blocks = 1000;
  await guard.check();
  expect(() => guard.assertRoom()).not.toThrow();
});
