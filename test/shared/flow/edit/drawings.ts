import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { canonicalText } from '../../../../shared/flow/patch.ts';
import { parseFlow } from '../../../../shared/flow/text.ts';

/** A trigger, a request, an approval that leads back when declined, and an end. */
export const reviewText = canonicalText(`countersign: 1
id: review
name: Review
nodes:
  start: { kind: trigger.manual, name: Somebody presses Run }
  write:
    kind: set # what the author says
    name: Write it
    config: { values: { text: 'Hello {{ trigger.input.who }}' } }
  review:
    kind: approval
    config: { title: 'Publish {{ steps.write.text }}?', timeout: none }
  done: { kind: end, config: { message: 'Said {{ steps.write.text }}' } }
edges:
  - start -> write
  - write -> review
  - review.approved -> done
  - review.declined -> write
layout:
  start: [0, 0]
  write: [320, 0]
  review: [640, 0]
  done: [960, 0]
notes:
  - { text: Keep it short, at: [300, -120] }
samples:
  write: { text: Hello Ada }
`);

export function drawingOf(text: string): Drawing {
  const parsed = parseFlow(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.drawing;
}

export const review = (): Drawing => drawingOf(reviewText);

export const sizeOf = (): { width: number; height: number } => ({ width: 232, height: 100 });
