import type { ConnectionKind, StepKind } from './kind.ts';

/** Which kind of connection the parsed `config.connection` must be; null where the step uses none. */
export function connectionKindOf(kind: StepKind, config: unknown): ConnectionKind | null {
  return kind.connectionFor?.(config) ?? kind.connection ?? null;
}
