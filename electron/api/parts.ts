import type { ReadinessInput } from '../../shared/flow/readiness.ts';
import type { OutputOf } from '../../shared/api/contract.ts';
import type { Audit } from '../audit/audit.ts';
import type { Resources } from '../resources/resources.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { FlowReader } from './flow-reader.ts';
import type { Links } from './links.ts';

type Connection = OutputOf<'connections.list'>['items'][number];
type Binding = { flow: string; slot: string; target: 'draft' | 'live' };

/** What the API asks of connections; `electron/connections` does the rest. */
export type ApiConnections = {
  list: () => Connection[];
  save: (
    connection: {
      name: string;
      kind?: string | undefined;
      settings?: Record<string, string> | undefined;
      secrets?: Record<string, string> | undefined;
    },
    caller: Caller,
  ) => Promise<Connection>;
  remove: (name: string, caller: Caller) => Promise<void>;
  test: (name: string) => Promise<OutputOf<'connections.test'>>;
  bind: (binding: Binding & { connection: string | null }, caller: Caller) => Promise<void>;
  /** For readiness: which there are, and what is missing in them. */
  known: () => ReadinessInput['connections'];
};

/** Everything the handlers work with; `electron/app.ts` puts it together. */
export type ApiParts = {
  store: Store;
  runtime: Runtime;
  connections: ApiConnections;
  resources: Pick<Resources, 'bytes'>;
  audit: Audit;
  clock: Clock;
  reader: FlowReader;
  links: Links;
  /** Where people and programs reach this host. */
  baseUrl: () => string;
  /** Tells open windows that something besides runs changed. */
  changed: (noun: 'flows' | 'connections' | 'workspace' | 'tokens', id: string | null) => void;
  /** A code with which a browser signs in once. */
  signInCode: () => { code: string; expiresAt: number };
  host: () => OutputOf<'host.get'>;
};
