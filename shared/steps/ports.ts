import type { JsonObject } from '../json.ts';
import { kindOf } from './index.ts';

/** Names that no case and no alternative may take: they mean the same on every kind. */
export const builtInPorts: readonly string[] = [
  'done',
  'error',
  'limit',
  'approved',
  'declined',
  'changes',
  'timeout',
  'silent',
  'else',
];

/** The port of an edge that names none. */
export const mainPort = 'done';

export type Ports = { ports: string[]; main: string | null };

/**
 * Every way out of a node in drawing order: the one place of port names for canvas, compiler and runtime. `config` is
 * the drawn or the parsed one. `main` is null where an edge must name its port. An unknown kind has no ports.
 */
export function portsOf(kind: string, config: JsonObject): Ports {
  const found = kindOf(kind);
  if (found === undefined) return { ports: [], main: null };
  const own = found.ports(config);
  // `end` stops the run, so there is no second visit to limit.
  const added = [
    ...(found.canFail ? ['error'] : []),
    ...(found.execution === 'trigger' || own.length === 0 ? [] : ['limit']),
  ];
  return { ports: [...new Set([...own, ...added])], main: own.includes(mainPort) ? mainPort : null };
}
