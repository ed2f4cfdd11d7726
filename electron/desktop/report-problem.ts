import { clipboard, dialog } from 'electron';
import { arch, release } from 'node:os';
import type { OutputOf } from '../../shared/api/contract.ts';

type Host = OutputOf<'host.get'>;

/** Copies what helps to understand a problem, and shows all of it: names of flows, people and secrets are not among it. */
export async function reportProblem(host: () => Promise<Host>): Promise<void> {
  const facts = await factsOf(host);
  await clipboard.writeText(facts);
  await dialog.showMessageBox({
    type: 'info',
    message: 'These facts are copied',
    detail: `${facts}\n\nPaste them into your report and say what you did and what you saw. They name no flow, no person and no secret.`,
    buttons: ['Close'],
  });
}

async function factsOf(host: () => Promise<Host>): Promise<string> {
  const { electron, chrome, node } = process.versions;
  const system = `System: ${process.platform} ${release()} ${arch()}`;
  const runtime = `Electron ${electron}, Chromium ${chrome}, Node ${node}`;
  try {
    const { version, startedAt, secrets, notifications, storage, health } = await host();
    return [
      `Countersign ${version}`,
      system,
      runtime,
      `Running since: ${startedAt}`,
      `Secrets: ${secrets.kind}`,
      `Messages on the desktop: ${notifications.available ? 'shown' : 'not shown'}`,
      `On the disk: ${Math.round(storage.database / 1024 / 1024)} MiB of history, ${Math.round(storage.files / 1024 / 1024)} MiB of files`,
      `Health: ${health.ok ? 'well' : health.reasons.map(({ code }) => code).join(', ')}`,
    ].join('\n');
  } catch (error) {
    // The very problem may be that it does not answer.
    return [
      system,
      runtime,
      `The host does not answer: ${error instanceof Error ? error.name : 'unknown'}`,
    ].join('\n');
  }
}
