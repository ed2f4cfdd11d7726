import { expect, test, vi } from 'vitest';
import { cli, json } from '../../support/cli.ts';
import { tempHome } from '../../support/host.ts';

// Every command is a process of its own, and the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

test('templates are listed and used from the command line', async () => {
  const home = tempHome();
  const listed = await cli(['flows', 'templates'], { home });
  expect(listed.stdout).toMatch(
    /complaint +mail +14 +writes to 2 systems, sends mail +Complaint, reply and refund/,
  );
  const used = await json(['flows', 'use', 'complaint', '--name', 'Our complaints'], { home });
  expect(used.document).toMatchObject({
    data: { id: 'our-complaints', name: 'Our complaints', live: null, problems: [] },
  });
  expect((await cli(['flows', 'use', 'nothing'], { home })).code).toBe(3);
});
