import { durationInWords, holdersInWords, spoken } from '../../shared/approval/words.ts';
import { effectInWords, nextApprovalInWords, waitInWords } from '../../shared/approval/step-words.ts';
import { freshWorkspace } from '../../shared/approval/workspace.ts';
import { compile } from '../../shared/flow/compile.ts';
import type { Definition } from '../../shared/flow/definition.ts';
import { titleOfNode } from '../../shared/flow/offers/words.ts';
import { isJsonObject, type Json } from '../../shared/json.ts';
import type { FlowFile } from '../support/flow-files.ts';
import type { Practice } from '../support/practice.ts';

type Card = Awaited<ReturnType<Practice['card']>>;
type Run = Awaited<ReturnType<Practice['read']>>;

/** One button, and whether waits for an answer from outside get one on the way to the next person. */
export type Press = { button: string; isAnswered: boolean };

/** What really followed, in the words a card would use for it. */
export type Facts = {
  lines: string[];
  /** Ways out that branches took. */
  taken: string[];
  /** Whether an answer from outside was waited for. */
  hasWaited: boolean;
  asksAgain: boolean;
};

const workspace = freshWorkspace('Owner');

export function createObserver({ drawing }: FlowFile, practice: Practice) {
  const compiled = compile(drawing);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const { definition } = compiled;
  let people = 0;
  let last: string | null = null;

  /** A run of its own, as far as the card that these presses lead to. */
  async function reach(presses: readonly Press[]) {
    // Runs of a flow may queue behind each other.
    if (last !== null && (await practice.read(last)).endedAt === null)
      await practice.client('runs.cancel', { id: last });
    const run = await practice.start();
    last = run;
    await goOn(run, new Set(), true);
    for (const press of presses) {
      const before = await practice.read(run);
      await pressButton(run, press.button);
      await goOn(run, keysOf(before), press.isAnswered);
    }
    return { run, card: await practice.card(run) };
  }

  async function pressButton(run: string, button: string): Promise<void> {
    const card = await practice.card(run);
    if (button === 'timeout') {
      if (card.deadline === null) throw new Error(`${card.node} has no deadline`);
      return practice.wait(Date.parse(card.deadline) - practice.clock.now());
    }
    // As many different people as have to agree; a decline of one is enough.
    for (;;) {
      people += 1;
      const answer = await practice.decide(run, button, `Person ${people}`, 'Because of this.');
      if (answer.status !== 'pending') return;
    }
  }

  /** To the next card or the end. Only waits that began since are ours to answer. */
  async function goOn(run: string, known: ReadonlySet<string>, isAnswered: boolean): Promise<boolean> {
    let hasWaited = false;
    for (;;) {
      const { waitingFor } = await practice.read(run);
      const fresh = waitingFor.filter(({ node, visit }) => !known.has(`${node}#${visit}`));
      if (fresh.some(({ kind }) => kind === 'approval')) return hasWaited;
      const [wait] = fresh;
      if (wait === undefined) return hasWaited;
      const until = wait.until ?? null;
      // In practice a job that never began answers for itself: silence cannot be had from it.
      const isOurs = wait.kind === 'callback' && definition.nodes[wait.node]?.config['poll'] === undefined;
      if (isOurs) hasWaited = true;
      if (wait.kind === 'callback' && (isAnswered || !isOurs))
        await practice.callBack(run, wait.node, answerOf(wait.node));
      else if (until === null) return hasWaited;
      else await practice.wait(Date.parse(until) - practice.clock.now());
    }
  }

  function answerOf(node: string): Json {
    const sample = drawing.samples?.[node];
    return isJsonObject(sample) && sample['body'] !== undefined ? sample['body'] : { exitCode: 0 };
  }

  /** Presses the button on the card that waits, and tells what came of it. */
  async function press(run: string, card: Card, { button, isAnswered }: Press): Promise<Facts> {
    const before = await practice.read(run);
    const known = keysOf(before);
    await pressButton(run, button);
    const hasWaited = await goOn(run, known, isAnswered);
    const after = await practice.read(run);
    const fresh = after.steps.filter(({ node, visit }) => !known.has(`${node}#${visit}`));
    const ran = new Set(before.steps.map(({ node }) => node));
    const lines = [...linesOf(fresh, card, ran), ...endOf(after, definition)];
    const decided = after.steps.find(({ node, visit }) => node === card.node && visit === card.visit);
    return {
      lines: await withSilence(run, card, button, lines, decided),
      taken: fresh.filter(({ kind }) => kind === 'branch').map(({ port }) => port ?? ''),
      hasWaited,
      asksAgain: after.endedAt === null && fresh.some(({ kind }) => kind === 'approval'),
    };
  }

  function linesOf(fresh: Run['steps'], card: Card, ran: ReadonlySet<string>): string[] {
    const lines: string[] = [];
    let wentBack = false;
    for (const { node, status, port } of fresh) {
      const step = definition.nodes[node];
      if (step === undefined) throw new Error(`${node} is not in the flow`);
      if (!['succeeded', 'waiting', 'cancelled'].includes(status)) throw new Error(`${node} is ${status}`);
      if (port === 'limit') continue;
      if (node === card.node) {
        lines.push('asks again');
        continue;
      }
      if (!wentBack && ran.has(node)) {
        wentBack = true;
        lines.push(`back to “${titleOfNode(drawing, node)}”`);
      }
      if (step.effect === 'write') lines.push(effectInWords(node, step, workspace));
      if (step.kind === 'approval')
        lines.push(nextApprovalInWords(titleOfNode(drawing, node), step, workspace));
      if (step.kind === 'wait' || step.kind === 'sleep') lines.push(waitInWords(step));
      if (step.kind === 'end') lines.push(`ends as ${textOr(step.config['outcome'], 'succeeded')}`);
    }
    return lines;
  }

  /** Where nobody answered: who else was asked when, and as what the silence counted. */
  async function withSilence(
    run: string,
    card: Card,
    button: string,
    lines: string[],
    decided: Run['steps'][number] | undefined,
  ): Promise<string[]> {
    const told = lines.length === 0 ? ['nothing changes outside'] : lines;
    if (button !== 'timeout') return told;
    const { items } = await practice.client('runs.events', { id: run, limit: 10_000 });
    const ups = items.filter(
      ({ type, node, visit }) => type === 'approval.escalated' && node === card.node && visit === card.visit,
    );
    const waited = (at: string): string => durationInWords(Date.parse(at) - Date.parse(card.createdAt ?? at));
    const rungs = ups.map(({ at, data }) => {
      const rung = card.escalation[isJsonObject(data) ? Number(data['rung']) : -1];
      if (rung === undefined) throw new Error('nobody planned this');
      return `no answer after ${waited(at)}: goes to ${holdersInWords(rung, workspace)} ${rung.keep ? 'as well' : 'instead'}`;
    });
    const output = isJsonObject(decided?.output) ? decided.output : {};
    const counted = output['decision'] === 'timeout' ? [] : [`counts as ${textOr(output['decision'], '?')}`];
    const then = told[0] === 'ends as declined' ? told : [...counted, ...told];
    return [...rungs, `no answer after ${waited(textOr(output['at'], ''))}: ${then.join(', then ')}`];
  }

  return { definition, reach, press };
}

const keysOf = ({ steps }: Run): Set<string> => new Set(steps.map(({ node, visit }) => `${node}#${visit}`));

const textOr = (value: Json | undefined, otherwise: string): string =>
  typeof value === 'string' ? value : otherwise;

/** An end that no step of kind end brought about. */
function endOf({ status, endedAt, outcome }: Run, definition: Definition): string[] {
  if (endedAt === null || status === 'succeeded') return [];
  const node = outcome?.node ?? '';
  return definition.nodes[node]?.kind === 'end' ? [] : [`ends as ${status}`];
}

const wait = 'waits for an answer from outside';
const silent = 'without an answer: ';

/** The part of a card's statement that holds for what the branches did and whether an answer came. */
export function statedFor(lines: readonly string[], facts: Facts, isAnswered: boolean): string[] {
  const [, head = '', rest = ''] = /^(no answer after [^:]+: )(.*)$/s.exec(lines.at(-1) ?? '') ?? [];
  if (head === '') return holding(lines, facts, isAnswered);
  // What follows silence stands in one line with it.
  const then = holding(rest.split(', then '), facts, isAnswered);
  return [...lines.slice(0, -1), head + then.join(', then ')];
}

function holding(lines: readonly string[], { taken }: Facts, isAnswered: boolean): string[] {
  const held = lines.map((line) => holds(line, taken)).filter((line) => line !== null);
  const at = held.indexOf(wait);
  if (at === -1) return held;
  const after = held.slice(at + 1);
  const then = isAnswered
    ? after.filter((line) => !line.startsWith(silent))
    : after.filter((line) => line.startsWith(silent)).map((line) => line.slice(silent.length));
  return [...held.slice(0, at + 1), ...then];
}

/** The line without the conditions it is under; null where one of them is not met. */
function holds(line: string, taken: readonly string[]): string | null {
  const words = /^(?:if ([^:]+)|(otherwise)): (.*)$/s.exec(line);
  if (words === null) return line;
  const [, name, , rest = ''] = words;
  const isTaken = taken.some((port) => (name === undefined ? port === 'else' : spoken(port) === name));
  return isTaken ? holds(rest, taken) : null;
}
