import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Json } from '../../shared/json.ts';
import type { ExampleSystems } from './example-systems.ts';
import { until, type Host } from './host-process.ts';

export const exampleText = (name: string): string =>
  readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
export const exampleJson = (name: string): Json => JSON.parse(exampleText(name)) as Json;

type Api = Host['api'];

/** A field of an answer that is known to be text. */
export const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** Imports an example, binds its connections, releases it and puts it live: what a newcomer does by hand. */
export async function goLive(
  api: Api,
  flow: string,
  connections: ExampleSystems['connections'],
): Promise<void> {
  const imported = await api('POST', '/flows', exampleText(`${flow}.flow.yaml`));
  if (imported.status >= 300) throw new Error(`import: ${JSON.stringify(imported.body)}`);
  const slots = await api('GET', `/flows/${flow}/connections`);
  for (const { slot } of slots.body.items ?? []) {
    const name = textOf(slot);
    const connection = connections[name];
    if (connection === undefined) throw new Error(`nothing runs for ${name}`);
    const made = await api('PUT', `/connections/${name}`, { ...connection });
    if (made.status >= 300) throw new Error(`connection: ${JSON.stringify(made.body)}`);
    await api('PUT', `/flows/${flow}/connections/${name}`, { name });
  }
  const release = await api('POST', `/flows/${flow}/releases`, { notes: 'First release' });
  if (release.status >= 300) throw new Error(`release: ${JSON.stringify(release.body)}`);
  const live = await api('PUT', `/flows/${flow}/live`, { version: release.body['version'] ?? null });
  if (live.status >= 300) throw new Error(`live: ${JSON.stringify(live.body)}`);
}

/** Posts to a flow's webhook as the far system would: with its secret, or its signature over the raw body. */
export async function deliver(
  api: Api,
  flow: string,
  body: Json,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, Json> }> {
  const hooks = await api('GET', `/flows/${flow}/hooks`);
  const hook = hooks.body.items?.[0];
  if (hook === undefined) throw new Error('the flow has no webhook');
  const raw = JSON.stringify(body);
  const secret = textOf(hook['secret'] ?? '');
  const proof =
    hook['auth'] === 'hmac'
      ? { 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}` }
      : { 'x-countersign-secret': secret };
  const response = await fetch(textOf(hook['url']), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...proof, ...headers },
    body: raw,
  });
  return { status: response.status, body: (await response.json()) as Record<string, Json> };
}

type Run = Record<string, Json> & {
  id: string;
  status: string;
  steps: { node: string; visit: number; status: string; attempts: number; output: Json; input: Json }[];
  waitingFor: { kind: string; node: string; approval?: string }[];
};

export const readRun = async (api: Api, id: string): Promise<Run> =>
  (await api('GET', `/runs/${id}`)).body as Run; // the contract's `run`

export const ended = (api: Api, id: string, timeoutMs?: number): Promise<Run> =>
  until(
    async () => {
      const run = await readRun(api, id);
      return run['endedAt'] !== null ? run : null;
    },
    `run ${id} ends`,
    timeoutMs,
  );

/** The approval the run waits for now, other than `not`. */
export const pendingApproval = (
  api: Api,
  id: string,
  not: string[] = [],
  timeoutMs?: number,
): Promise<Record<string, Json>> =>
  until(
    async () => {
      const run = await readRun(api, id);
      if (run['endedAt'] !== null) throw new Error(`the run ended: ${JSON.stringify(run['outcome'])}`);
      const waiting = run.waitingFor.find(
        (wait) => wait.kind === 'approval' && !not.includes(wait.approval ?? ''),
      );
      return waiting?.approval === undefined
        ? null
        : (await api('GET', `/approvals/${waiting.approval}`)).body;
    },
    `run ${id} asks for an approval`,
    timeoutMs,
  );

export const stepOf = (run: Run, node: string): Run['steps'][number] => {
  const step = run.steps.findLast((each) => each.node === node);
  if (step === undefined) throw new Error(`${node} never ran`);
  return step;
};
