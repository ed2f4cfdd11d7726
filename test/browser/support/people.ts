import { createHttpCall } from '../../../electron/cli/http-session.ts';
import { createClient, type Client } from '../../../shared/api/client.ts';
import type { BrowserHost } from './host.ts';

/** Mara at the screen, Jon and Ann elsewhere; who is in which pool. */
export async function staff(host: BrowserHost, pools: Record<string, string[]> = {}): Promise<void> {
  await host.client('workspace.save', {
    me: 'owner',
    people: [
      { id: 'owner', name: 'Mara' },
      { id: 'jon', name: 'Jon' },
      { id: 'ann', name: 'Ann' },
    ],
    pools: { editors: ['owner', 'jon'], finance: ['owner', 'jon', 'ann'], chiefs: ['jon'], ...pools },
  });
}

/** Another person, speaking to the same host. */
export async function asPerson(host: BrowserHost, person: string): Promise<Client> {
  const { token } = await host.client('tokens.create', { role: 'approver', person });
  return createClient(createHttpCall({ url: host.url, token }));
}

/** The card that a run waits at. */
export async function cardOf(host: BrowserHost, run: string): Promise<string> {
  const { items } = await host.client('approvals.list', { run, status: 'pending' });
  const [card] = items;
  if (card === undefined) throw new Error(`The run ${run} waits at no card.`);
  return card.id;
}
