import type { RunInfo } from '../run/event.ts';
import { isPractised } from '../run/practice.ts';
import { kindOf } from '../steps/index.ts';
import type { Drawing, DrawingNode } from './drawing.ts';
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
      const hasExample = Object.hasOwn(drawing.samples ?? {}, name);
      const fails = practised ? !hasExample : slot !== null && bound === null;
      return {
        node: name,
        kind: node.kind,
        does: doesInWords(name, node),
        changes: changesOutside(node),
        connection: slot,
        bound,
        real: !practised && !fails,
        fails,
        why: whyOf(node, { slot, bound, practised, hasExample }),
      };
    });
}

type Facts = { slot: string | null; bound: string | null; practised: boolean; hasExample: boolean };

function whyOf(node: DrawingNode, { slot, bound, practised, hasExample }: Facts): string {
  if (practised) {
    return hasExample
      ? 'No connection is chosen for drafts, so its example answers.'
      : 'No connection is chosen for drafts and it has no example, so the run fails here.';
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
