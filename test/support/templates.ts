import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Desktop } from '../../electron/notify/desktop.ts';
import type { Client } from '../../shared/api/client.ts';
import type { OutputOf } from '../../shared/api/contract.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { sampleInput } from '../../shared/flow/sample-input.ts';
import { printFlow } from '../../shared/flow/print.ts';
import { parseFlow } from '../../shared/flow/text.ts';
import { kindOf } from '../../shared/steps/index.ts';
import { clientOver, ownerOf, startHost } from './host.ts';
import { createVirtualClock } from './virtual-clock.ts';

const folder = new URL('../../templates/', import.meta.url);

/** Every template there is, as its file's text. */
export const templateTexts: { id: string; text: string }[] = readdirSync(folder)
  .filter((file) => file.endsWith('.flow.yaml'))
  .sort()
  .map((file) => ({
    id: file.replace('.flow.yaml', ''),
    text: readFileSync(new URL(file, folder), 'utf8'),
  }));

export function drawingOf(text: string): Drawing {
  const parsed = parseFlow(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.drawing;
}

export const triggerOf = (drawing: Drawing): string => {
  const found = Object.entries(drawing.nodes).find(([, { kind }]) => kindOf(kind)?.execution === 'trigger');
  if (found === undefined) throw new Error('The flow has no trigger.');
  return found[0];
};

type Run = OutputOf<'runs.get'>;
type Card = OutputOf<'approvals.get'>;
type Answer = {
  comment?: string;
  values?: Record<string, never> | Record<string, string | number>;
  as?: string;
};

export const quietDesktop: Desktop = {
  show: async () => undefined,
  withdraw: async () => undefined,
  shows: () => false,
  look: async () => undefined,
  describe: () => ({ available: true, reason: null, buttons: false, reply: false, keeps: false }),
  close: async () => undefined,
};

/** A home whose time the test moves, reached without a socket. */
export async function openPractice() {
  const clock = createVirtualClock();
  const host = await startHost({
    clock,
    desktop: quietDesktop,
  });
  const client: Client = clientOver('direct', host, ownerOf(host));
  return { clock, client };
}

/** A practice run of a template, told as the person who tries it would tell it. */
export async function practise(
  id: string,
  change: (drawing: Drawing) => Drawing = (drawing) => drawing,
  opened?: Awaited<ReturnType<typeof openPractice>>,
  prepare?: (client: Client, flow: string) => Promise<void>,
) {
  const { clock, client } = opened ?? (await openPractice());
  const made = await client('templates.use', { id });
  const drawing = change(made.drawing);
  if (drawing !== made.drawing)
    await client('flows.save', { id: made.id, text: printFlow(drawing), ifMatch: made.etag });
  await prepare?.(client, made.id);
  const trigger = triggerOf(drawing);
  const input = sampleInput(drawing, trigger);
  const { id: run } = await client('runs.start', {
    id: made.id,
    target: 'draft',
    trigger,
    ...(input === undefined ? {} : { input }),
  });

  /** Until the run ended or waits for a person; what machines answer in practice comes within the first minutes. */
  async function rest(): Promise<Run> {
    for (let turn = 0; turn < 2000; turn++) {
      const now = await client('runs.get', { id: run });
      if (now.endedAt !== null || now.waitingFor.some(({ kind }) => kind === 'approval')) return now;
      // A step that works takes real time: the clock moving meanwhile would let it run into its time limit.
      if (now.steps.some(({ status }) => status === 'running')) await pause(5);
      else await clock.advance(1000);
    }
    throw new Error(`The practice run of ${id} never comes to rest.`);
  }

  async function card(): Promise<Card> {
    const { waitingFor } = await rest();
    const waiting = waitingFor.find(({ kind }) => kind === 'approval');
    if (waiting?.approval === undefined) throw new Error(`${id} waits for nobody.`);
    return client('approvals.get', { id: waiting.approval });
  }

  return {
    run,
    flow: made.id,
    drawing,
    client,
    clock,
    rest,
    card,
    decide: async (decision: string, { comment, values, as }: Answer = {}): Promise<Run> => {
      const { id: asked, cardHash } = await card();
      await client('approvals.decide', {
        id: asked,
        decision,
        seen: cardHash,
        ...(comment === undefined ? {} : { comment }),
        ...(values === undefined ? {} : { values }),
        ...(as === undefined ? {} : { as }),
      });
      return rest();
    },
    /** Nobody answers for so long. */
    wait: async (ms: number): Promise<Run> => {
      await rest();
      await clock.advance(ms);
      return rest();
    },
    /** The steps that ran, in order, without those that were skipped or that their last round kept out. */
    ran: async (): Promise<string[]> =>
      (await client('runs.get', { id: run })).steps
        .filter(({ status, port }) => status !== 'skipped' && port !== 'limit')
        .map(({ node }) => node),
    inputOf: async (node: string): Promise<unknown> =>
      (await client('runs.get', { id: run })).steps.findLast((step) => step.node === node)?.input,
  };
}
