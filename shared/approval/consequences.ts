import type { Definition, DefinitionNode } from '../flow/definition.ts';
import { timeoutAction } from './due.ts';
import { behind, reachedFrom, successorsOf } from './graph.ts';
import type { Card } from './proposal.ts';
import { listAt, objectAt } from './read-config.ts';
import { effectInWords, nextApprovalInWords, waitInWords } from './step-words.ts';
import type { Workspace } from './workspace.ts';
import { durationInWords, holdersInWords, spoken } from './words.ts';

type Question = {
  definition: Definition;
  card: Card;
  workspace: Workspace;
  nameOf: (node: string) => string;
  /** How often a step has run so far: a way back is one to where this run has been, and a last round is the last. */
  roundsOf: (node: string) => number;
};

/** A card is read at a glance; past these a line says that more follows. */
const mostLines = 12;
const mostSteps = 400;
const more = 'and more after that';

/**
 * What each button does next, in the order it happens, computed from the definition: every step that changes something
 * outside until a person is asked again or the run ends. `timeout` says what happens if nobody answers.
 */
export function consequences(question: Question): Card['next'] {
  const { card } = question;
  const buttons = [
    'approved',
    'declined',
    ...(card.offersChanges ? ['changes'] : []),
    ...card.alternatives.map(({ name }) => name),
  ];
  const walk = createWalk(question);
  return {
    ...Object.fromEntries(buttons.map((button) => [button, afterButton(question, walk, button)])),
    timeout: afterSilence(question, walk),
  };
}

function afterButton({ definition, card }: Question, walk: Walk, button: string): string[] {
  const targets = definition.nodes[card.node]?.ports[button] ?? [];
  if (targets.length === 0 && button === 'declined') return ['ends as declined'];
  const lines = walk(targets);
  return lines.length === 0 ? ['nothing changes outside'] : lines;
}

function afterSilence(question: Question, walk: Walk): string[] {
  const { card, workspace } = question;
  const rungs = card.escalate.map((rung) => {
    const who = holdersInWords(rung, workspace);
    return `no answer after ${durationInWords(rung.afterMs)}: goes to ${who} ${rung.keep ? 'as well' : 'instead'}`;
  });
  if (card.deadline === null) return [...rungs, 'no time limit: it waits until somebody decides'];
  const action = timeoutAction(card);
  const then = afterButton(
    question,
    walk,
    action === 'approve' ? 'approved' : action === 'decline' ? 'declined' : 'timeout',
  );
  const said =
    action === 'approve' ? ['counts as approved', ...then] : action === 'decline' ? declined(then) : then;
  return [
    ...rungs,
    `no answer after ${durationInWords(card.deadline - card.createdAt)}: ${said.join(', then ')}`,
  ];
}

const declined = (then: string[]): string[] =>
  then[0] === 'ends as declined' ? then : ['counts as declined', ...then];

type Walk = (targets: readonly string[]) => string[];

function createWalk({ definition, card, workspace, nameOf, roundsOf }: Question): Walk {
  const back = new Set([...behind(definition, card.node)].filter((name) => roundsOf(name) > 0));
  const stops = (name: string): boolean => definition.nodes[name]?.kind === 'approval';

  return (targets) => {
    const lines: string[] = [];
    let steps = 0;
    let hidden = false;

    function go(names: readonly string[], seen: Set<string>, prefix: string, wentBack: boolean): void {
      for (const name of names) {
        const node = definition.nodes[name];
        if (node === undefined || seen.has(name)) continue;
        seen.add(name);
        steps += 1;
        if (steps > mostSteps || lines.length >= mostLines) {
          hidden = true;
          return;
        }
        enter(name, node, seen, prefix, wentBack);
      }
    }

    function enter(
      name: string,
      node: DefinitionNode,
      seen: Set<string>,
      prefix: string,
      wentBack: boolean,
    ): void {
      // Two ways to the same end are one line; two requests to the same place are two.
      const say = (line: string): void => {
        if (!line.startsWith('ends as') || !lines.includes(prefix + line)) lines.push(prefix + line);
      };
      if ((name === card.node ? card.visit : roundsOf(name)) >= node.visits) {
        const out = node.ports['limit'] ?? [];
        return out.length === 0 ? say('ends as failed') : go(out, seen, prefix, wentBack);
      }
      if (name === card.node) return say('asks again');
      const goesBack = wentBack || back.has(name);
      if (goesBack && !wentBack) say(`back to “${nameOf(name)}”`);
      if (node.effect === 'write') say(effectInWords(name, node, workspace));
      if (node.kind === 'approval') return say(nextApprovalInWords(nameOf(name), node, workspace));
      if (node.kind === 'end') return say(endingOf(node));
      if (node.kind === 'branch') return fork(name, node, seen, prefix, goesBack);
      if (node.kind === 'sleep' || node.kind === 'wait') say(waitInWords(node));
      if (node.kind !== 'wait') return go(successorsOf(definition, name), seen, prefix, goesBack);
      go(node.ports['done'] ?? [], seen, prefix, goesBack);
      go(node.ports['timeout'] ?? [], new Set(seen), `${prefix}without an answer: `, goesBack);
    }

    /** Each case for itself up to where all of them meet, then what follows in any case. */
    function fork(
      name: string,
      node: DefinitionNode,
      seen: Set<string>,
      prefix: string,
      wentBack: boolean,
    ): void {
      const cases = Object.entries(node.ports)
        .filter(([port]) => port !== 'limit')
        .toSorted(([left], [right]) => placeOf(node, left) - placeOf(node, right));
      const reached = cases.map(([, next]) =>
        reachedFrom(definition, next, (one) => stops(one) || one === card.node),
      );
      const wired = reached.filter((nodes) => nodes.size > 0);
      const [first = new Set<string>(), ...others] = wired;
      const meeting = new Set(
        [...first].filter((one) => others.length > 0 && others.every((nodes) => nodes.has(one))),
      );
      for (const [port, next] of cases) {
        const when = port === 'else' ? 'otherwise: ' : `if ${spoken(port)}: `;
        go(next, new Set([...seen, ...meeting]), prefix + when, wentBack);
      }
      const inSomeCases = wired.length < cases.length ? 'in some cases: ' : '';
      const entries = definition.order.filter(
        (one) => meeting.has(one) && sourcesReach(name, one, meeting, reached),
      );
      go(entries, seen, prefix + inSomeCases, wentBack);
    }

    /** Whether a meeting point is come to from the branch itself or from one of its cases, not from another one. */
    function sourcesReach(
      branch: string,
      target: string,
      meeting: Set<string>,
      reached: Set<string>[],
    ): boolean {
      const leadsThere = (one: string): boolean => successorsOf(definition, one).includes(target);
      return (
        leadsThere(branch) ||
        reached.some((nodes) => [...nodes].some((one) => !meeting.has(one) && leadsThere(one)))
      );
    }

    go(targets, new Set(), '', false);
    return hidden ? [...lines, more] : lines;
  };
}

/** Cases in the order they are tried; what is left over comes last. */
function placeOf({ config }: DefinitionNode, port: string): number {
  const place = listAt(config['cases']).findIndex((one) => objectAt(one)['name'] === port);
  return place === -1 ? Number.MAX_SAFE_INTEGER : place;
}

function endingOf({ config }: DefinitionNode): string {
  return `ends as ${typeof config['outcome'] === 'string' ? config['outcome'] : 'succeeded'}`;
}
