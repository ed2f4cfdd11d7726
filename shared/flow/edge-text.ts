import { mainPort } from '../steps/ports.ts';
import type { Edge } from './drawing.ts';

const pattern = /^([a-z][a-z0-9_]{0,63})(?:\.([a-z][a-z0-9_-]{0,63}))?\s*->\s*([a-z][a-z0-9_]{0,63})$/;

/** `review.approved -> publish`; no port means the main one. Null when the line is not an edge at all. */
export function parseEdge(line: string): Edge | null {
  const match = pattern.exec(line.trim());
  if (match === null) return null;
  const [, from, port, to] = match;
  return from === undefined || to === undefined ? null : { from, port: port ?? mainPort, to };
}

export function printEdge({ from, port, to }: Edge): string {
  return port === mainPort ? `${from} -> ${to}` : `${from}.${port} -> ${to}`;
}
