import type { Drawing, DrawingNode } from '../../shared/flow/drawing.ts';
import { kindOf } from '../../shared/steps/index.ts';
import { labelOf } from '../../shared/steps/label.ts';

/** What a step is called on screen: its name, or its identifier read aloud. */
export const stepName = (drawing: Drawing | undefined, node: string): string =>
  drawing?.nodes[node]?.name ?? labelOf(node);

/** One plain line about a step: “POST to cms · tried up to 5 times · at most 30s”. Half-drawn steps say what their kind does. */
export function stepSummary(node: DrawingNode): string {
  const kind = kindOf(node.kind);
  if (kind === undefined) return `${node.kind}: a kind this version does not know`;
  const parsed = kind.config.safeParse(node.config ?? {});
  const parts = [parsed.success ? kind.describe(parsed.data) : kind.summary];
  if (node.retry !== undefined) parts.push(`tried up to ${node.retry.attempts} times`);
  if (node.timeout !== undefined) parts.push(`at most ${node.timeout}`);
  if (node.visits !== undefined) parts.push(`at most ${node.visits} rounds`);
  return parts.join(' · ');
}

const ways: Record<string, string> = {
  done: 'then',
  approved: 'approved',
  declined: 'declined',
  changes: 'changes requested',
  timeout: 'no answer in time',
  error: 'if it fails',
  limit: 'after the last round',
  else: 'otherwise',
  silent: 'nobody there',
};

/** A way out in words: `else` is “otherwise”; a case keeps the name its author gave it. */
export const wayOut = (port: string): string => ways[port] ?? labelOf(port).toLowerCase();
