import type { Drawing, DrawingNode } from '../../shared/flow/drawing.ts';
import type { Size, SizeOf } from '../../shared/flow/edit/align-nodes.ts';
import { kindOf } from '../../shared/steps/index.ts';
import { mainPort, portsOf } from '../../shared/steps/ports.ts';
import { wayOut } from '../steps/step-words.ts';

/** What a way out means, in the colour it always has. */
export type WayTone = 'go' | 'good' | 'bad' | 'person' | 'none';

export type Way = { port: string; words: string; tone: WayTone };

const tones: Record<string, WayTone> = {
  approved: 'good',
  declined: 'bad',
  error: 'bad',
  changes: 'person',
  timeout: 'none',
  limit: 'none',
  else: 'none',
  silent: 'none',
};

export const toneOf = (port: string): WayTone => tones[port] ?? 'go';

export const stepWidth = 232;
export const noteWidth = 208;
const headHeight = 64;
const whoHeight = 24;
const wayHeight = 24;
const footPadding = 8;

/**
 * The ways out that the card names. “After the last round” only where rounds are counted or somebody drew it: it would
 * stand on every card.
 */
export function waysOf(node: DrawingNode, wired: string): Way[] {
  const drawn = wired.split(' ');
  return portsOf(node.kind, node.config ?? {})
    .ports.filter((port) => port !== 'limit' || node.visits !== undefined || drawn.includes(port))
    .map((port) => ({ port, words: wayOut(port), tone: toneOf(port) }));
}

/** The plain way on needs no name: its dot sits beside the step's own, so that a row of steps is a straight line. */
export const isMain = ({ port }: Way): boolean => port === mainPort;

export const isApproval = (node: DrawingNode): boolean => kindOf(node.kind)?.execution === 'approval';
export const isTrigger = (node: DrawingNode): boolean => kindOf(node.kind)?.execution === 'trigger';

const headOf = (node: DrawingNode): number => headHeight + (isApproval(node) ? whoHeight : 0);

/** Known before anything is drawn, so that 500 steps need no measuring and a layout needs no screen. */
export function sizeOfStep(node: DrawingNode, wired: string): Size {
  const ways = waysOf(node, wired);
  const rows = ways.filter((way) => !isMain(way)).length;
  return { width: stepWidth, height: headOf(node) + (rows === 0 ? 0 : rows * wayHeight + footPadding) };
}

/** Where a way's dot is, from the top of the card. */
export function wayTop(node: DrawingNode, ways: readonly Way[], way: Way): number {
  if (isMain(way)) return headHeight / 2;
  const row = ways.filter((one) => !isMain(one)).indexOf(way);
  return headOf(node) + row * wayHeight + wayHeight / 2;
}

export const entryTop = headHeight / 2;

/** Ways out that lead somewhere, by step, as one word each: equal text means nothing changed. */
export function wiredPorts(drawing: Drawing): Map<string, string> {
  const ports = new Map<string, Set<string>>();
  for (const { from, port } of drawing.edges) {
    const known = ports.get(from) ?? new Set();
    ports.set(from, known.add(port));
  }
  return new Map([...ports].map(([name, set]) => [name, [...set].join(' ')]));
}

export function sizesOf(drawing: Drawing): SizeOf {
  const wired = wiredPorts(drawing);
  return (name) => {
    const node = drawing.nodes[name];
    return node === undefined
      ? { width: stepWidth, height: headHeight }
      : sizeOfStep(node, wired.get(name) ?? '');
  };
}

/** Room for the note's words; longer ones scroll. */
export function noteHeight(text: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 29)), 0);
  return Math.min(Math.max(lines, 2), 10) * 18 + 24;
}
