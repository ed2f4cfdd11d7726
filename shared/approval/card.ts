import { canonicalJson, sha256Hex } from '../canonical.ts';
import { AppError } from '../errors.ts';
import { parseDuration } from '../flow/duration.ts';
import type { Definition } from '../flow/definition.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { RunInfo } from '../run/event.ts';
import type { FieldSpec } from '../steps/field.ts';
import { labelOf } from '../steps/label.ts';
import { resolvePeople } from './assignment.ts';
import { consequences } from './consequences.ts';
import { previousApprovers } from './earlier.ts';
import type { Assignment, Card, EditableField, Evidence, Proposal, Rung, Tier } from './proposal.ts';
import { lineOf, listAt, namesAt, objectAt, oneOf } from './read-config.ts';
import { textOf } from './words.ts';
import type { Workspace } from './workspace.ts';

export type CardRequest = {
  definition: Definition;
  node: string;
  visit: number;
  /** The approval's config from the definition, every template resolved. */
  config: Json;
  info: RunInfo;
  /** Epoch ms. */
  at: number;
  workspace: Workspace;
  /** `earlierDecisions(state)`. */
  earlier: Card['earlier'];
  /** What the drawing calls a step. */
  nameOf: (node: string) => string;
  /** How often a step has run in this run so far. */
  roundsOf: (node: string) => number;
};

/**
 * Freezes what a person will be asked. Throws an AppError (`invalid_input`) where a resolved duration is none, which
 * the compiler rules out for those written in the flow.
 */
export function makeCard(request: CardRequest): Card {
  const { definition, node, visit, info, at, workspace, earlier, nameOf, roundsOf } = request;
  const config = objectAt(request.config);
  const assign = assignmentOf(request, objectAt(config['assign']));
  const requesterUnknown = assign.exclude.some(({ rule, person }) => rule === 'requester' && person === null);
  const quorum = wholeNumber(config['quorum'], 1) + (requesterUnknown ? 1 : 0);
  const title = titleOf(config, node);
  const require = objectAt(config['require']);
  const notify = objectAt(config['notify']);
  const timeoutMs =
    config['timeout'] === undefined || config['timeout'] === 'none' ? null : ms(config['timeout'], node);
  const card: Card = {
    id: `${info.run}.${node}.${visit}`,
    run: info.run,
    flow: info.flow,
    version: info.version,
    node,
    visit,
    title,
    ...tierOf(config['tier'], quorum),
    draft: info.target === 'draft',
    createdAt: at,
    deadline: timeoutMs === null ? null : at + timeoutMs,
    requester: info.requester,
    requesterUnknown,
    startedBy: info.startedBy,
    proposal: proposalOf(objectAt(config['proposal']), title),
    show: listAt(config['show']).filter(isJsonObject).map(evidenceOf),
    editable: Object.fromEntries(
      Object.entries(objectAt(config['editable'])).map(([name, field]) => [
        name,
        editableOf(objectAt(field)),
      ]),
    ),
    alternatives: listAt(config['alternatives']).filter(isJsonObject).map(alternativeOf),
    offersChanges: (definition.nodes[node]?.ports['changes'] ?? []).length > 0,
    assign,
    quorum,
    veto: config['veto'] !== false,
    require: {
      comment: oneOf(['never', 'on-decline', 'always'], require['comment'], 'on-decline'),
      open: namesAt(require['open']),
    },
    notify: {
      via: notify['via'] === undefined ? ['desktop'] : viaOf(notify['via']),
      outcome: namesAt(notify['outcome']),
    },
    remindMs: listAt(config['remind'])
      .map((after) => ms(after, node))
      .sort((left, right) => left - right),
    escalate: listAt(config['escalate'])
      .map((rung) => rungOf(objectAt(rung), node, workspace))
      .sort((left, right) => left.afterMs - right.afterMs),
    onTimeout: oneOf(['port', 'approve', 'decline'], config['onTimeout'], 'port'),
    undoMs: config['undo'] === undefined ? null : ms(config['undo'], node),
    earlier,
    next: {},
  };
  return { ...card, next: consequences({ definition, card, workspace, nameOf, roundsOf }) };
}

/** SHA-256 of what a person agrees to. When it was asked, and what the window says follows, is no part of it. */
export function cardHash(card: Card): string {
  const { id: _id, createdAt: _createdAt, deadline: _deadline, next: _next, ...agreedTo } = card;
  return sha256Hex(canonicalJson(agreedTo));
}

/** Without a released policy: what the flow fixes, else 2, or 3 where more than one person must agree. */
function tierOf(written: Json | undefined, quorum: number): { tier: Tier; rule: string } {
  if (written === 0 || written === 1 || written === 2 || written === 3) {
    return { tier: written, rule: 'fixed by the flow' };
  }
  return { tier: quorum > 1 ? 3 : 2, rule: 'no policy released' };
}

/** With nobody named the owner is asked, so that a card always has somebody. */
function assignmentOf({ node, info, workspace, earlier }: CardRequest, written: JsonObject): Assignment {
  const pools = [...new Set(namesAt(written['pools']))];
  const people = resolvePeople(namesAt(written['people']), workspace);
  const exclude = [...new Set(namesAt(written['exclude']))].flatMap((rule): Assignment['exclude'] => {
    if (rule === 'requester') return [{ rule, person: info.requester }];
    if (rule === 'author') return [{ rule, person: info.author }];
    if (rule !== 'previous') return [];
    return previousApprovers(earlier, node).map((person) => ({ rule, person }));
  });
  return { pools, people: pools.length + people.length === 0 ? [workspace.me] : people, exclude };
}

function titleOf(config: JsonObject, node: string): string {
  const proposal = objectAt(config['proposal']);
  const action = lineOf(proposal['action']);
  const target = lineOf(proposal['target']);
  const fromProposal = action !== null && target !== null ? lineOf(`${action}: ${target}`) : action;
  return lineOf(config['title']) ?? fromProposal ?? labelOf(node);
}

function proposalOf(written: JsonObject, title: string): Proposal {
  const affects = written['affects'];
  return {
    action: textOf(written['action']) ?? title,
    target: textOf(written['target']),
    reason: textOf(written['reason']),
    values: objectAt(written['values']),
    affects: isJsonObject(affects)
      ? { count: affects['count'] ?? null, list: affects['list'] ?? null }
      : null,
  };
}

function evidenceOf(written: JsonObject): Evidence {
  const kind = oneOf(
    ['text', 'markdown', 'json', 'table', 'resource', 'image', 'diff'],
    written['kind'],
    'json',
  );
  const label = lineOf(written['label']) ?? labelOf(kind);
  if (kind === 'diff')
    return { label, kind, before: written['before'] ?? null, after: written['after'] ?? null };
  return { label, kind, value: written['value'] ?? null };
}

function editableOf({ value = null, ...field }: JsonObject): EditableField {
  return { field: field as FieldSpec, value }; // the kind's schema has checked the field
}

function alternativeOf(written: JsonObject): Card['alternatives'][number] {
  const name = textOf(written['name']) ?? '';
  return { name, label: lineOf(written['label']) ?? labelOf(name) };
}

function viaOf(written: Json): Card['notify']['via'] {
  return (['desktop', 'email'] as const).filter((via) => listAt(written).includes(via));
}

function rungOf(written: JsonObject, node: string, workspace: Workspace): Rung {
  const to = objectAt(written['to']);
  return {
    afterMs: ms(written['after'], node),
    pools: namesAt(to['pools']),
    people: resolvePeople(namesAt(to['people']), workspace),
    keep: written['keep'] !== false,
  };
}

function wholeNumber(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 ? value : otherwise;
}

function ms(written: Json | undefined, node: string): number {
  const duration = typeof written === 'string' ? parseDuration(written) : null;
  if (duration !== null) return duration;
  throw new AppError(
    'invalid_input',
    `“${textOf(written) ?? ''}” in the approval ${node} is not a length of time.`,
    {
      fix: 'Write it like 30m, 4h or 2d.',
    },
  );
}
