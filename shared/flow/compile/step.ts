import type { JsonObject } from '../../json.ts';
import type { Effect, StepKind } from '../../steps/kind.ts';
import type { DrawingNode } from '../drawing.ts';

/** One node of the drawing as far as it could be understood; what could not be is reported already. */
export type Step = {
  /** Place in drawing order. */
  index: number;
  name: string;
  drawn: DrawingNode;
  /** null: unknown, or not in this version. */
  kind: StepKind | null;
  /** With defaults where the kind's schema accepted it, else as it is written. */
  config: JsonObject;
  /** Whether the kind's schema accepted the config; rules about its meaning only look at what is. */
  isValid: boolean;
  ports: readonly string[];
  main: string | null;
  effect: Effect;
};

export const isTrigger = (step: Step): boolean => step.kind?.execution === 'trigger';
export const isApproval = (step: Step): boolean => step.kind?.execution === 'approval';

/** The step as a person knows it. */
export function titleOf(step: Step): string {
  const name = step.drawn.name?.trim() ?? '';
  return name === '' ? `‘${step.name}’` : `‘${name}’`;
}

/** A config value as text; null where it is absent or something else. */
export function textAt(config: JsonObject, field: string): string | null {
  const value = config[field];
  return typeof value === 'string' ? value : null;
}
