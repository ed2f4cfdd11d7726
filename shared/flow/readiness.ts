import { membersOf } from '../approval/workspace.ts';
import type { Workspace } from '../approval/workspace.ts';
import { isJsonObject } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import type { ConnectionKind } from '../steps/kind.ts';
import type { Definition } from './definition.ts';

/** What keeps a definition from going live on this machine (error), or is worth knowing before it does (warning). */
export type ReadinessProblem = {
  code: string;
  severity: 'error' | 'warning';
  message: string;
  fix: string;
  node?: string;
  slot?: string;
};

/** A connection of this machine as far as readiness looks at it; `missing` names the secret fields still to be filled in. */
export type KnownConnection = { name: string; kind: ConnectionKind; missing: readonly string[] };

export type ReadinessInput = {
  definition: Definition;
  /** Slot to connection name, of the target that is asked about. */
  bindings: Readonly<Record<string, string>>;
  workspace: Workspace;
  connections: readonly KnownConnection[];
};

/** FLOW-FORMAT, “Versions and targets”: apart from compiling, because the answer differs from machine to machine. */
export function readiness({
  definition,
  bindings,
  workspace,
  connections,
}: ReadinessInput): ReadinessProblem[] {
  return [
    ...Object.entries(definition.connections).flatMap(([slot, { kind }]) =>
      connectionProblems(slot, kind, bindings, connections),
    ),
    ...definition.order.flatMap((name) => gateProblems(name, definition, workspace)),
    ...poolProblems(definition, workspace),
  ];
}

function connectionProblems(
  slot: string,
  kind: ConnectionKind,
  bindings: Readonly<Record<string, string>>,
  connections: readonly KnownConnection[],
): ReadinessProblem[] {
  const bound = Object.hasOwn(bindings, slot) ? bindings[slot] : undefined;
  const severity = 'error';
  if (bound === undefined) {
    const message = `The flow needs the connection ‘${slot}’, and none is chosen for it here.`;
    return [
      { code: 'connection_unbound', severity, message, fix: `Choose a connection of kind ${kind}.`, slot },
    ];
  }
  const connection = connections.find((known) => known.name === bound);
  if (connection === undefined) {
    const message = `For ‘${slot}’ the connection ‘${bound}’ is chosen, and it no longer exists.`;
    return [
      { code: 'connection_missing', severity, message, fix: 'Choose another one, or create it again.', slot },
    ];
  }
  if (connection.kind !== kind) {
    const message = `‘${slot}’ needs a connection of kind ${kind}, and ‘${bound}’ is of kind ${connection.kind}.`;
    return [
      { code: 'connection_kind', severity, message, fix: `Choose a connection of kind ${kind}.`, slot },
    ];
  }
  if (connection.missing.length === 0) return [];
  const message = `The connection ‘${bound}’ has no ${connection.missing.join(' and no ')} yet.`;
  return [{ code: 'connection_key_missing', severity, message, fix: 'Fill it in under Connections.', slot }];
}

/** Enough people must be left even where the excluded ones are among those who may decide. */
function gateProblems(name: string, definition: Definition, workspace: Workspace): ReadinessProblem[] {
  const node = definition.nodes[name];
  if (node?.kind !== 'approval') return [];
  const assign = objectAt(node.config, 'assign');
  const people = textsAt(assign, 'people');
  // Who is named by a formula is only known once a run gets there.
  if (people.some((person) => person.includes('{{'))) return [];
  const problems: ReadinessProblem[] = [];
  const known = new Map(
    workspace.people.flatMap((person) =>
      [person.id, person.email ?? person.id].map((key) => [key, person.id] as const),
    ),
  );
  for (const person of people.filter((one) => !known.has(one))) {
    problems.push({
      code: 'person_unknown',
      severity: 'warning',
      message: `‘${name}’ asks ‘${person}’, whom this workspace does not know.`,
      fix: 'Add this person in Settings, or name somebody else.',
      node: name,
    });
  }
  const eligible = new Set([
    ...textsAt(assign, 'pools').flatMap((pool) => membersOf(workspace, pool).people),
    ...people.flatMap((person) => known.get(person) ?? []),
  ]);
  // An approval that names nobody asks the owner.
  if (people.length === 0 && textsAt(assign, 'pools').length === 0) eligible.add(workspace.me);
  const quorum = typeof node.config['quorum'] === 'number' ? node.config['quorum'] : 1;
  const exclude = textsAt(assign, 'exclude');
  const surely = quorum + Math.min(1, exclude.length);
  const atWorst = quorum + exclude.length;
  if (eligible.size >= atWorst) return problems;
  const have =
    eligible.size === 1 ? 'only 1 person' : eligible.size === 0 ? 'nobody' : `only ${eligible.size} people`;
  const left = exclude.length === 0 ? '' : `, and the ${exclude.join(' or the ')} may not decide`;
  problems.push({
    code: 'too_few_people',
    severity: eligible.size < surely ? 'error' : 'warning',
    message: `‘${name}’ needs ${quorum} to agree${left}. Here ${have} may be asked: it could wait in vain.`,
    fix: 'Add people to its pools, name more people, or ask for fewer.',
    node: name,
  });
  return problems;
}

/** Each pool once, with the first step that uses it. */
function poolProblems(definition: Definition, workspace: Workspace): ReadinessProblem[] {
  const firstUse = new Map<string, string>();
  for (const name of definition.order) {
    for (const pool of poolsOf(definition.nodes[name]?.config ?? {})) {
      if (!firstUse.has(pool)) firstUse.set(pool, name);
    }
  }
  return [...firstUse].flatMap(([pool, node]): ReadinessProblem[] => {
    const { people, defined } = membersOf(workspace, pool);
    if (!defined) {
      const message = `Nobody has said who belongs to ‘${pool}’ yet, so only the owner does.`;
      return [
        {
          code: 'pool_undefined',
          severity: 'warning',
          message,
          fix: `Say in Settings who belongs to ${pool}.`,
          node,
        },
      ];
    }
    if (people.length > 1) return [];
    const message =
      people.length === 0
        ? `Nobody belongs to ‘${pool}’.`
        : `Only one person belongs to ‘${pool}’: nobody can stand in for them.`;
    const code = people.length === 0 ? 'pool_empty' : 'pool_of_one';
    return [{ code, severity: 'warning', message, fix: `Add somebody to ${pool} in Settings.`, node }];
  });
}

/** Pools an approval asks or escalates to, or a message goes to. */
function poolsOf(config: JsonObject): string[] {
  const escalate = config['escalate'];
  const rungs = Array.isArray(escalate) ? escalate.filter((rung) => isJsonObject(rung)) : [];
  return [
    ...textsAt(objectAt(config, 'assign'), 'pools'),
    ...rungs.flatMap((rung) => textsAt(objectAt(rung, 'to'), 'pools')),
    ...textsAt(objectAt(config, 'to'), 'pools'),
  ];
}

function objectAt(config: JsonObject, field: string): JsonObject {
  const value: Json | undefined = config[field];
  return isJsonObject(value) ? value : {};
}

function textsAt(config: JsonObject, field: string): string[] {
  const value = config[field];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
