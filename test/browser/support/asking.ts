import type { Client } from '../../../shared/api/client.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { runReaches } from './examples.ts';

type Question = {
  title: string;
  /** Of the approval; JSON is YAML. */
  config?: JsonObject;
  /** Adds a way back: changes are offered. */
  hasChanges?: boolean;
};

/** A flow whose only question is this one. Its `draft` keeps the text that was approved, as edited. */
function asking(id: string, { title, config = {}, hasChanges = false }: Question): string {
  const flow = {
    countersign: 1,
    id,
    name: title,
    nodes: {
      start: { kind: 'trigger.manual', name: 'Somebody asks' },
      ask: {
        kind: 'approval',
        name: 'Somebody decides',
        config: {
          title,
          proposal: { action: 'Send', target: title, reason: 'It is due' },
          timeout: 'none',
          tier: 1,
          require: { comment: 'never' },
          ...config,
        },
        ...(hasChanges ? { visits: 4 } : {}),
      },
      ...(hasChanges
        ? { rework: { kind: 'set', name: 'Work on it', config: { values: { again: true } } } }
        : {}),
      done: { kind: 'end', name: 'Done', config: { message: 'It is done' } },
      ...(hasChanges ? { enough: { kind: 'end', name: 'Enough', config: { outcome: 'failed' } } } : {}),
    },
    edges: [
      'start -> ask',
      'ask.approved -> done',
      ...(hasChanges ? ['ask.changes -> rework', 'rework -> ask', 'ask.limit -> enough'] : []),
    ],
  };
  return JSON.stringify(flow);
}

/** Asks once. Live unless said: a draft is for its starter alone. Answers with the run. */
export async function ask(
  client: Client,
  id: string,
  question: Question,
  target: 'live' | 'draft' = 'live',
): Promise<string> {
  await client('flows.import', { text: asking(id, question), replace: true });
  if (target === 'live') {
    const { version } = await client('flows.release', { id, notes: 'First' });
    await client('flows.setLive', { id, version });
  }
  const run = await client('runs.start', { id, target, input: {} });
  await runReaches(client, run.id, 'waiting');
  return run.id;
}
