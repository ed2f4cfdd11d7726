import type { QueryClient } from '@tanstack/react-query';
import type { ProcedureName } from '../../shared/api/contract.ts';
import type { StreamEvent } from '../../shared/api/stream.ts';

/** Calls whose answers a change of each noun makes old. */
const byNoun: Record<Extract<StreamEvent, { type: 'changed' }>['noun'], readonly ProcedureName[]> = {
  flows: [
    'flows.list',
    'flows.get',
    'flows.inspect',
    'flows.problems',
    'flows.readiness',
    'flows.rehearsal',
    'flows.diff',
    'flows.tried',
    'flows.releases',
    'flows.hooks',
    'connections.bindings',
  ],
  connections: [
    'connections.list',
    'connections.bindings',
    'flows.inspect',
    'flows.readiness',
    'flows.rehearsal',
  ],
  workspace: [
    'workspace.get',
    'flows.inspect',
    'session.get',
    'approvals.list',
    'approvals.get',
    'flows.readiness',
  ],
  tokens: ['tokens.list'],
};

/** Marks as old what the event changed; what is on screen is asked for again at once. */
export function invalidate(queries: QueryClient, event: StreamEvent): void {
  const old = (name: ProcedureName, input?: object): void =>
    void queries.invalidateQueries({ queryKey: input === undefined ? [name] : [name, input] });

  if (event.type === 'reset') return void queries.invalidateQueries();
  if (event.type === 'changed') return byNoun[event.noun].forEach((name) => old(name));
  for (const name of ['runs.get', 'runs.events'] as const) old(name, { id: event.run });
  old('runs.list');
  old('flows.list');
  old('flows.tried');
  old('flows.releases');
  // A new or decided card changes what every list of cards shows, and who may decide it.
  old('approvals.list');
  for (const id of event.approvals) old('approvals.get', { id });
  if (event.approvals.length > 0) old('metrics.approvals');
}
