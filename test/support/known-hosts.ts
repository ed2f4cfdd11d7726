import { onTestFinished } from 'vitest';
import { createHosts, type Hosts, type HostsParts } from '../../electron/hosts/hosts.ts';
import { openKnownHosts } from '../../electron/hosts/known-hosts.ts';
import type { Json } from '../../shared/json.ts';
import type { Toast } from '../../electron/notify/desktop.ts';
import { systemClock } from '../../electron/runtime/clock.ts';
import { openKeyStore } from '../../electron/secrets/open-key-store.ts';
import { newHome, removeHome, startHost, type Host } from './host-process.ts';
import { askingFlow } from './flows.ts';

export type TestDesktop = {
  hosts: Hosts;
  home: string;
  /** Messages that are on screen. */
  messages: Map<string, Toast>;
  /** Where the window was brought. */
  went: [host: string | null | undefined, path: string | undefined][];
  log: string[];
};

/** The hosts of a desktop app without the app: a home, a key and a screen of messages. */
export async function openHosts(home: string, parts: Partial<HostsParts> = {}): Promise<TestDesktop> {
  const keyStore = await openKeyStore({ home });
  const messages: TestDesktop['messages'] = new Map();
  const went: TestDesktop['went'] = [];
  const log: string[] = [];
  const hosts = createHosts({
    known: openKnownHosts(home, (line) => log.push(line)),
    sealer: keyStore,
    connection: () => null,
    agent: undefined,
    desktop: {
      show: async (toast) => void messages.set(toast.id, toast),
      withdraw: async (id) => void messages.delete(id),
      shows: (id) => messages.has(id),
    },
    here: { name: 'laptop', version: '0.0.0' },
    clock: systemClock,
    quietUntil: () => null,
    show: (host, path) => went.push([host, path]),
    log: (line) => log.push(line),
    ...parts,
  });
  onTestFinished(() => hosts.close());
  return { hosts, home, messages, went, log };
}

/** A field of an answer that is text. */
export function wordOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  throw new Error(`not a text: ${JSON.stringify(value)}`);
}

/** A real headless host with Anna among its editors, and a live flow that asks them. */
export async function startAskingHost(): Promise<Host & { ask: (title: string) => Promise<string> }> {
  const home = newHome();
  const host = await startHost(home);
  onTestFinished(async () => {
    await host.kill();
    removeHome(home);
  });
  await host.api('PUT', '/workspace', {
    me: 'owner',
    people: [
      { id: 'owner', name: 'Owner' },
      { id: 'anna', name: 'Anna' },
    ],
    pools: { editors: ['anna'] },
  });
  // Small enough to be decided from a message.
  const flow = askingFlow().replace('      assign:', '      tier: 1\n      assign:');
  await host.api('POST', '/flows', flow);
  await host.api('POST', '/flows/asking/releases', { notes: 'First' });
  await host.api('PUT', '/flows/asking/live', { version: 1 });
  return Object.assign(host, {
    ask: async (title: string) => {
      const { body } = await host.api('POST', '/flows/asking/runs', { input: { title }, target: 'live' });
      return wordOf(body['id']);
    },
  });
}

/** A token of that host, for a person. */
export async function tokenOf(host: Host, role = 'approver', person = 'anna'): Promise<string> {
  const { body } = await host.api('POST', '/tokens', { role, person });
  return wordOf(body['token']);
}
