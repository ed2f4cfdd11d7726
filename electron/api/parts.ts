import type { OutputOf } from '../../shared/api/contract.ts';
import type { QuietHours } from '../../shared/api/desktop-messages.ts';
import type { Connections } from '../connections/connections.ts';
import type { Audit } from '../audit/audit.ts';
import type { Resources } from '../resources/resources.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { StepTests } from '../runtime/step-tests.ts';
import type { Store } from '../store/store.ts';
import type { Shell } from './desktop.ts';
import type { FlowReader } from './flow-reader.ts';
import type { Links } from './links.ts';

/** Everything the handlers work with; `electron/app.ts` puts it together. */
export type ApiParts = {
  store: Store;
  runtime: Runtime;
  connections: Connections;
  resources: Pick<Resources, 'bytes'>;
  audit: Audit;
  clock: Clock;
  reader: FlowReader;
  /** Every secret of this machine: none of them may stand in a flow. */
  secretValues: () => readonly string[];
  stepTests: StepTests;
  links: Links;
  /** The flow files that come with this build, read once. */
  templateTexts: () => readonly string[];
  /** Where people and programs reach this host. */
  baseUrl: () => string;
  /** What people call this machine. */
  hostName: string;
  /** Tells open windows that something besides runs changed. */
  changed: (noun: 'flows' | 'connections' | 'workspace' | 'tokens', id: string | null) => void;
  /** A code with which a browser signs in once. */
  signInCode: () => { code: string; expiresAt: number };
  host: () => OutputOf<'host.get'>;
  /** What this desktop can do, and how its messages are wanted. */
  messages: {
    describe: () => Omit<OutputOf<'desktop.messages'>, 'quiet' | 'quietUntil'>;
    look: () => Promise<void>;
    /** The settings were changed. */
    begin: () => void;
    settings: {
      quiet: () => QuietHours | null;
      quietUntil: () => number | null;
      setQuiet: (quiet: QuietHours | null) => Promise<void>;
    };
  };
  /** Shows one message on this desktop, or says why it cannot. */
  testMessage: () => Promise<OutputOf<'host.testMessage'>>;
  /** The desktop app around this host; null on a headless one. */
  shell: Shell | null;
};
