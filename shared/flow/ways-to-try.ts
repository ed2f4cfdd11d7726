import { portsOf } from '../steps/ports.ts';
import type { Definition } from './definition.ts';

export type WayToTry = { node: string; port: string };

/** Every approval of a flow with each of its ways out that a person, or nobody in time, can take: what a release has tried or not. */
export function waysToTry(definition: Definition): WayToTry[] {
  return definition.order.flatMap((name): WayToTry[] => {
    const node = definition.nodes[name];
    if (node?.kind !== 'approval') return [];
    const ports = portsOf(node.kind, node.config).ports.filter((port) => {
      if (port === 'limit' || port === 'error') return false;
      if (port === 'changes') return (node.ports[port] ?? []).length > 0;
      return port !== 'timeout' || node.config['timeout'] !== 'none';
    });
    return ports.map((port) => ({ node: name, port }));
  });
}
