import { kindOf } from '../../shared/steps/index.ts';
import type { CanvasNode } from './flow-parts.ts';

/** What a small step on the map is coloured like. */
export const mapColour = (node: CanvasNode): string => {
  if (node.type === 'note') return 'var(--line)';
  if (node.type === 'frame') return 'transparent';
  if (node.data.errors > 0) return 'var(--bad-solid)';
  return kindOf(node.data.kind)?.execution === 'approval' ? 'var(--person-glow)' : 'var(--none-solid)';
};
