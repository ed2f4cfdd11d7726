import type { Tone } from '../ui/tone.ts';

/** The dot beside a sentence: people in amber, failures red; the words say it all without it. */
export function toneOf(type: string): Tone {
  if (type === 'step.unknown' || type === 'approval.requested' || type === 'approval.escalated')
    return 'person';
  if (type === 'approval.decided' || type === 'approval.voice' || type === 'clock.jumped') return 'move';
  if (type === 'step.failed' || type === 'step.retrying') return 'bad';
  if (type === 'step.succeeded') return 'good';
  return 'none';
}
