import { labelOf } from '../../../shared/steps/label.ts';
import { cardHash, makeCard } from '../../../shared/approval/card.ts';
import { voiceOf } from '../../../shared/approval/outcome.ts';
import type { Card } from '../../../shared/approval/proposal.ts';
import type { Workspace } from '../../../shared/approval/workspace.ts';
import { compile } from '../../../shared/flow/compile.ts';
import type { Definition } from '../../../shared/flow/definition.ts';
import type { Drawing, DrawingNode } from '../../../shared/flow/drawing.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import type { RunInfo } from '../../../shared/run/event.ts';
import type { ApprovalState } from '../../../shared/run/state.ts';

export const hour = 3_600_000;
/** 2026-03-09 12:00 UTC: when every card of these tests is asked for. */
export const noon = Date.UTC(2026, 2, 9, 12);

export const people: Workspace = {
  me: 'owner',
  people: [
    { id: 'owner', name: 'Olga' },
    { id: 'mara', name: 'Mara', email: 'Mara@example.org' },
    { id: 'jon', name: 'Jon' },
    { id: 'ann', name: 'Ann' },
    { id: 'eve', name: 'Eve' },
  ],
  pools: { editors: ['mara', 'jon', 'ann'], 'chief-editors': ['eve'] },
};

export const info: RunInfo = {
  run: 'run-1',
  flow: 'content',
  version: 1,
  target: 'live',
  hash: 'h',
  trigger: { node: 'start', kind: 'trigger.manual' },
  payload: { input: {} },
  startedBy: 'owner',
  requester: 'owner',
  author: 'eve',
};

export const draftInfo: RunInfo = { ...info, version: null, target: 'draft' };

type Drawn = Record<string, DrawingNode>;

/** Compiles what is drawn. Ports that an approval needs wired lead to `over`. */
export function definitionOf(nodes: Drawn, edges: string[], more: Partial<Drawing> = {}): Definition {
  const result = compile({
    countersign: 1,
    id: 'content',
    connections: { cms: { kind: 'http' }, mail: { kind: 'smtp' }, writer: { kind: 'llm' } },
    nodes: { start: { kind: 'trigger.manual' }, ...nodes },
    edges: edges.map((edge) => {
      const [, from = '', port = 'done', to = ''] = /^(\w+)(?:\.([\w-]+))? -> (\w+)$/.exec(edge) ?? [];
      return { from, port, to };
    }),
    ...more,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.definition;
}

/** start -> review -> (approved) publish, changes -> rework -> review, timeout -> over. */
export function simpleFlow(config: JsonObject): Definition {
  return definitionOf(
    {
      rework: { kind: 'set', config: { values: { round: '1' } } },
      review: { kind: 'approval', config: { timeout: '24h', ...config } },
      publish: { kind: 'http', config: { connection: 'cms', method: 'POST', path: '/posts' } },
      over: { kind: 'end', config: { outcome: 'cancelled' } },
    },
    [
      'start -> rework',
      'rework -> review',
      'review.approved -> publish',
      'review.changes -> rework',
      'review.timeout -> over',
    ],
  );
}

export type Asked = {
  info?: RunInfo;
  workspace?: Workspace;
  earlier?: Card['earlier'];
  definition?: Definition;
  at?: number;
  /** How often steps have run; each once unless said. */
  rounds?: Record<string, number>;
};

export function cardOf(config: JsonObject = {}, asked: Asked = {}): Card {
  const definition = asked.definition ?? simpleFlow(config);
  const parsed: Json = definition.nodes['review']?.config ?? {};
  return makeCard({
    definition,
    node: 'review',
    visit: 1,
    config: parsed,
    info: asked.info ?? info,
    at: asked.at ?? noon,
    workspace: asked.workspace ?? people,
    earlier: asked.earlier ?? [],
    nameOf: labelOf,
    roundsOf: (node) => asked.rounds?.[node] ?? 1,
  });
}

export function approvalOf(card: Card, more: Partial<ApprovalState> = {}): ApprovalState {
  return {
    card,
    cardHash: cardHash(card),
    status: 'pending',
    voices: [],
    assign: card.assign,
    claimedBy: null,
    held: null,
    deferredUntil: null,
    deferredBy: null,
    comments: [],
    reminded: 0,
    escalated: 0,
    decided: null,
    ...more,
  };
}

/** The approval after somebody's answer was let in. */
export function heard(
  approval: ApprovalState,
  person: string,
  decision: string,
  values: Record<string, Json> | null = null,
): ApprovalState {
  const at = noon + 60_000 * (approval.voices.length + 1);
  const voice = voiceOf({ person, via: 'http' }, { decision, comment: null, values }, at);
  return { ...approval, voices: [...approval.voices, voice] };
}
