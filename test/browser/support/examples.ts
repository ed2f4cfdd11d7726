import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Client } from '../../../shared/api/client.ts';
import type { Json } from '../../../shared/json.ts';
import type { RunStatus } from '../../../shared/run/event.ts';

const read = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url)), 'utf8');

export const contentApproval = read('content-approval.flow.yaml');
export const article = JSON.parse(read('article.json')) as Json;

/** The content example as a draft, without a run. */
export async function importContentApproval(client: Client): Promise<string> {
  const { id } = await client('flows.import', { text: contentApproval });
  return id;
}

/** Both places of the example lead somewhere: nothing keeps it from going live. */
export async function bindContentApproval(client: Client): Promise<void> {
  await client('connections.create', {
    name: 'blog',
    kind: 'http',
    settings: { baseUrl: 'https://cms.example' },
    secrets: {},
  });
  await client('connections.create', {
    name: 'small-model',
    kind: 'llm',
    settings: { baseUrl: 'https://model.example/v1', model: 'small' },
    secrets: { apiKey: 'not-a-real-key' },
  });
  await client('connections.bind', { id: 'content-approval', slot: 'cms', name: 'blog', target: 'live' });
  await client('connections.bind', {
    id: 'content-approval',
    slot: 'writer',
    name: 'small-model',
    target: 'live',
  });
}

/** A practice run of the content example that waits at its card. Answers with the run's and the card's id. */
export async function startPractice(client: Client): Promise<{ run: string; card: string }> {
  const flow = await importContentApproval(client);
  const { id } = await client('runs.start', { id: flow, input: article, target: 'draft' });
  await runReaches(client, id, 'waiting');
  const { items } = await client('approvals.list', { run: id, status: 'pending' });
  const card = items[0];
  if (card === undefined) throw new Error('The practice run waits without a card.');
  return { run: id, card: card.id };
}

/** Waits for a state, never for a time. */
export async function runReaches(client: Client, id: string, status: RunStatus): Promise<void> {
  for (;;) {
    const run = await client('runs.get', { id });
    if (run.status === status) return;
    if (['succeeded', 'failed', 'declined', 'cancelled'].includes(run.status)) {
      throw new Error(`The run ended as ${run.status}: ${run.outcome?.message ?? 'without a message'}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A flow whose only step asks a person, released and live: its cards count and may go to pools. */
export function askingFlow(
  id: string,
  { title = 'Pay the invoice', more = '' }: { title?: string; more?: string } = {},
): string {
  return `countersign: 1
id: ${id}
name: ${title}
nodes:
  start: { kind: trigger.manual, name: Somebody asks }
  ask:
    kind: approval
    name: Somebody decides
    config:
      title: ${title}
      proposal: { action: Pay, target: Acme, reason: The invoice is due, values: { amount: 4200 } }
      timeout: none
      tier: 1
${more}
  paid: { kind: end, name: Paid, config: { message: Paid } }
edges:
  - start -> ask
  - ask.approved -> paid
`;
}

/** Imports, releases and promotes a flow, then starts it live. Answers with the run's id. */
export async function runLive(client: Client, text: string, input: Json = {}): Promise<string> {
  const { id } = await client('flows.import', { text });
  const { version } = await client('flows.release', { id, notes: 'First' });
  await client('flows.setLive', { id, version });
  const run = await client('runs.start', { id, target: 'live', input });
  await runReaches(client, run.id, 'waiting');
  return run.id;
}
