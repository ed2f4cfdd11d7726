import type { RunInfo } from '../run/event.ts';
import { isPractised } from '../run/practice.ts';
import { kindOf } from '../steps/index.ts';
import type { Drawing, DrawingNode } from './drawing.ts';
import { exampleOutput } from './example-output.ts';
import { changesOutside, doesInWords } from './outside.ts';

/** What one step would do to the world, or ask of it, if the flow ran now on this machine. */
export type Rehearsed = {
  node: string;
  kind: string;
  /** In plain words: “POST to cms”. */
  does: string;
  /** It changes something outside; the others only read. */
  changes: boolean;
  /** What the flow calls the connection it goes through; null where it needs none. */
  connection: string | null;
  /** The connection of this machine that is chosen for it. */
  bound: string | null;
  /** It really happens: neither answered by an example nor bound to fail. */
  real: boolean;
  /** The run fails when it comes there. */
  fails: boolean;
  why: string;
};

export type RehearsalInput = {
  drawing: Drawing;
  target: RunInfo['target'];
  /** Slot to connection name, of the target. */
  bindings: Readonly<Record<string, string>>;
};

/** Every step that reaches outside, in drawing order, before anything runs: FLOW-FORMAT “Practice”. */
export function rehearsal({ drawing, target, bindings }: RehearsalInput): Rehearsed[] {
  return Object.entries(drawing.nodes)
    .filter(([, node]) => changesOutside(node) || readsOutside(node))
    .map(([name, node]) => {
      const slot = slotOf(node);
      const bound = slot !== null && Object.hasOwn(bindings, slot) ? (bindings[slot] ?? null) : null;
      const practised = isPractised(target, slot, bound !== null);
      const fails = practised ? exampleOutput(drawing, name) === undefined : slot !== null && bound === null;
      const isOwn = Object.hasOwn(drawing.samples ?? {}, name);
      return {
        node: name,
        kind: node.kind,
        does: doesInWords(name, node),
        changes: changesOutside(node),
        connection: slot,
        bound,
        real: !practised && !fails,
        fails,
        why: whyOf(node, { slot, bound, practised, fails, isOwn }),
      };
    });
}

type Facts = {
  slot: string | null;
  bound: string | null;
  practised: boolean;
  fails: boolean;
  /** The flow carries an example for it; otherwise one is made up. */
  isOwn: boolean;
};

function whyOf(node: DrawingNode, { slot, bound, practised, fails, isOwn }: Facts): string {
  if (practised) {
    if (fails)
      return 'No connection is chosen for drafts and nothing can stand in for it, so the run fails here.';
    return isOwn
      ? 'No connection is chosen for drafts, so its example answers.'
      : 'No connection is chosen for drafts and it has no example, so a made-up one answers.';
  }
  if (slot === null) {
    return typeof node.config?.['url'] === 'string'
      ? 'It has an address of its own.'
      : 'It needs no connection.';
  }
  return bound === null
    ? 'No connection is chosen, so the run fails here.'
    : `Through the connection “${bound}”.`;
}

function readsOutside(node: DrawingNode): boolean {
  if (node.effect !== undefined) return node.effect === 'read';
  const kind = kindOf(node.kind);
  const parsed = kind?.config.safeParse(node.config ?? {});
  return parsed?.success === true && kind?.effect(parsed.data) === 'read';
}

function slotOf({ config }: DrawingNode): string | null {
  const slot = config?.['connection'];
  return typeof slot === 'string' ? slot : null;
}
