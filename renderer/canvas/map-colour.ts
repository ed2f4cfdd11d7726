import { kindOf } from '../../shared/steps/index.ts';
import type { Tone } from '../ui/tone.ts';
import type { CanvasNode } from './flow-parts.ts';

const marked: Record<Tone, string> = {
  good: 'var(--good-solid)',
  bad: 'var(--bad-solid)',
  person: 'var(--person-glow)',
  move: 'var(--move-solid)',
  none: 'var(--none-line)',
};

/** What a small step on the map is coloured like. */
export const mapColour = (node: CanvasNode): string => {
  if (node.type === 'note') return 'var(--line)';
  if (node.type === 'frame') return 'transparent';
  if (node.data.mark !== null) return marked[node.data.mark.tone];
  if (node.data.errors > 0) return 'var(--bad-solid)';
  return kindOf(node.data.kind)?.execution === 'approval' ? 'var(--person-glow)' : 'var(--none-solid)';
};
