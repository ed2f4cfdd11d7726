import type { Json, JsonObject } from '../../shared/json.ts';
import { isJsonObject } from '../../shared/json.ts';
import { templateFile, type FlowFile } from './flow-files.ts';
import { clientOver, ownerOf, startHost } from './host.ts';
import { quietDesktop } from './templates.ts';
import { createVirtualClock } from './virtual-clock.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export type Practice = Awaited<ReturnType<typeof practise>>;

/** A flow in a fresh home whose clock the test holds: every connection is answered from the flow's samples. */
export async function practise({ id, text, input }: Pick<FlowFile, 'id' | 'text' | 'input'>) {
  const clock = createVirtualClock();
  const host = await startHost({ clock, desktop: quietDesktop });
  const client = clientOver('direct', host, ownerOf(host));
  await client('flows.import', { text });

  async function settle(): Promise<void> {
    await clock.advance(0);
    await host.app.runtime.idle();
  }

  /** Starts the draft with the flow's own sample, changed where the test says so. */
  async function start(changes: JsonObject = {}): Promise<string> {
    const { id: run } = await client('runs.start', { id, target: 'draft', input: { ...input, ...changes } });
    await settle();
    return run;
  }

  const read = (run: string) => client('runs.get', { id: run });

  /** The card the run waits for now. */
  async function card(run: string) {
    const waiting = (await read(run)).waitingFor.find(({ kind }) => kind === 'approval');
    if (waiting?.approval === undefined) throw new Error(`${run} asks nobody`);
    return client('approvals.get', { id: waiting.approval });
  }

  async function decide(run: string, decision: string, by: string, comment?: string) {
    const { id: approval } = await card(run);
    const answer = await client('approvals.decide', {
      id: approval,
      decision,
      as: by,
      ...(comment === undefined ? {} : { comment }),
    });
    await settle();
    return answer;
  }

  async function callBack(run: string, node: string, body: Json): Promise<void> {
    await client('runs.callback', { id: run, node, body });
    await settle();
  }

  async function wait(ms: number): Promise<void> {
    await clock.advance(ms);
    await host.app.runtime.idle();
  }

  /** What a step was given the last time it ran. */
  async function inputOf(run: string, node: string): Promise<JsonObject> {
    const step = (await read(run)).steps.findLast((one) => one.node === node);
    if (step === undefined || !isJsonObject(step.input)) throw new Error(`${node} never ran`);
    return step.input;
  }

  /** Every step that ran to its end, in order. */
  const ran = async (run: string): Promise<string[]> =>
    (await read(run)).steps.filter(({ status }) => status === 'succeeded').map(({ node }) => node);

  return {
    clock,
    client,
    runtime: host.app.runtime,
    start,
    read,
    card,
    decide,
    callBack,
    wait,
    inputOf,
    ran,
  };
}

export const practiseTemplate = (id: string): Promise<Practice> => practise(templateFile(id));
