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
    'inbox.list',
    'metrics.queues',
    'flows.readiness',
  ],
  tokens: ['tokens.list', 'invitations.list'],
  hosts: ['desktop.hosts'],
};

/** Marks as old what the events changed, each thing once; resolves when what is on screen has been asked for again. */
export async function invalidate(queries: QueryClient, events: readonly StreamEvent[]): Promise<void> {
  if (events.some(({ type }) => type === 'reset')) return queries.invalidateQueries();
  const keys = new Map<string, readonly unknown[]>();
  for (const event of events)
    noteOld(event, (name, input) => {
      const key = input === undefined ? [name] : [name, input];
      keys.set(JSON.stringify(key), key);
    });
  await Promise.all([...keys.values()].map((queryKey) => queries.invalidateQueries({ queryKey })));
}

function noteOld(event: StreamEvent, old: (name: ProcedureName, input?: object) => void): void {
  if (event.type === 'reset') return;
  // Every such change is in the journal; of runs, what is about cards and repairs.
  old('audit.list');
  if (event.type === 'changed') return byNoun[event.noun].forEach((name) => old(name));
  for (const name of ['runs.get', 'runs.events', 'runs.logs'] as const) old(name, { id: event.run });
  old('runs.list');
  old('runs.failures');
  old('runs.stuck');
  old('flows.list');
  old('flows.tried');
  old('flows.releases');
  // A new or decided card changes what every list of cards shows, and who may decide it.
  old('approvals.list');
  for (const id of event.approvals) old('approvals.get', { id });
  if (event.approvals.length === 0) return;
  for (const name of ['inbox.list', 'metrics.approvals', 'metrics.queues', 'metrics.automation'] as const)
    old(name);
}
