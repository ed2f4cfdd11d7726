import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSshServer } from '../support/ssh-server.ts';
import { picture } from './support/pictures.ts';
import { runCourse } from './support/run-course.ts';
import { run } from './support/runs.ts';
import { expect, test } from './support/test.ts';

test('a long command is heard while it works, and its log stays', async ({ host, window }) => {
  const server = await startSshServer();
  const settings = {
    host: server.host,
    port: String(server.port),
    user: server.user,
    hostKey: server.hostKey,
  };
  await host.client('connections.create', {
    name: 'build-vm',
    kind: 'ssh',
    settings,
    secrets: { privateKey: server.privateKey },
  });
  const flow = {
    countersign: 1,
    id: 'build',
    name: 'Build the site',
    connections: { vm: { kind: 'ssh' } },
    nodes: {
      start: { kind: 'trigger.manual', name: 'Somebody asks' },
      job: {
        kind: 'ssh',
        name: 'Build it',
        config: {
          connection: 'vm',
          command: 'echo Reads 12 pages; until [ -e "$HOME/go" ]; do sleep 0.1; done; echo Writes them',
        },
      },
    },
    edges: ['start -> job'],
  };
  await host.client('flows.import', { text: JSON.stringify(flow) });
  await host.client('connections.bind', { id: 'build', slot: 'vm', name: 'build-vm', target: 'draft' });
  const { id } = await host.client('runs.start', { id: 'build', target: 'draft' });
  await window.goto(`${host.url}/runs/${id}`);
  await runCourse(window).step('job').click();
  const log = runCourse(window).panel('Build it').getByRole('log', { name: 'Log' });
  await expect(log).toContainText('Reads 12 pages');
  await expect(run(window).standing).toContainText('under way');
  writeFileSync(join(server.home, 'go'), '');
  await expect(log).toContainText('Writes them');
  await expect(run(window).standing).toContainText('Succeeded');
  await picture(window, 'run-log');
  await window.reload();
  await runCourse(window).step('job').click();
  await runCourse(window).panel('Build it').getByRole('button', { name: 'Log' }).click();
  await expect(log.getByText('Writes them')).toBeVisible();
  await server.close();
});
