import type { z } from 'zod';
import { approvals } from './approvals.ts';
import { audit } from './audit.ts';
import { connections } from './connections.ts';
import { desktop } from './desktop.ts';
import { desktopMessages } from './desktop-messages.ts';
import { desktopHosts } from './desktop-hosts.ts';
import { flows } from './flows.ts';
import { hooks } from './hooks.ts';
import { host } from './host.ts';
import { inbox } from './inbox.ts';
import { invitations } from './invitations.ts';
import { metrics } from './metrics.ts';
import { releases } from './releases.ts';
import { resources } from './resources.ts';
import { runLogs } from './run-logs.ts';
import { runOverviews } from './run-overviews.ts';
import { runRepairs } from './run-repairs.ts';
import { runs } from './runs.ts';
import { steps } from './steps.ts';
import { templates } from './templates.ts';
import { tokens } from './tokens.ts';
import { workspace } from './workspace.ts';

/** Every call there is. Handlers, routes, client, OpenAPI and the rights test are made from this one map. */
export const contract = {
  ...flows,
  ...templates,
  ...releases,
  ...hooks,
  ...steps,
  ...runs,
  ...runRepairs,
  ...runOverviews,
  ...runLogs,
  ...approvals,
  ...inbox,
  ...resources,
  ...audit,
  ...metrics,
  ...connections,
  ...workspace,
  ...tokens,
  ...invitations,
  ...host,
  ...desktop,
  ...desktopMessages,
  ...desktopHosts,
};

type Contract = typeof contract;
export type ProcedureName = keyof Contract;

/** What a caller gives: before defaults and coercion. */
export type InputOf<Name extends ProcedureName> = z.input<Contract[Name]['input']>;
/** What a handler gets. */
export type ParsedOf<Name extends ProcedureName> = z.output<Contract[Name]['input']>;
export type OutputOf<Name extends ProcedureName> = z.output<Contract[Name]['output']>;

export const procedureNames = Object.keys(contract) as ProcedureName[]; // keys of the literal above

/** Those that have an address over HTTP. */
export const routedNames = procedureNames.filter((name) => contract[name].windowOnly !== true);

export function isProcedureName(name: string): name is ProcedureName {
  return Object.hasOwn(contract, name);
}
