import { canonicalJson, sha256Hex } from '../../shared/canonical.ts';
import type { Workspace } from '../../shared/approval/workspace.ts';
import { AppError } from '../../shared/errors.ts';
import { ExpressionError } from '../../shared/expression/expression-error.ts';
import { renderText } from '../../shared/expression/template.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { Json } from '../../shared/json.ts';
import type { DefinitionNode } from '../../shared/flow/definition.ts';
import { fieldProblem } from '../../shared/flow/problem.ts';
import type { RunInfo } from '../../shared/run/event.ts';
import { checkFields } from '../../shared/steps/field-value.ts';
import type { Resources } from '../resources/resources.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import type { Engine } from './engine.ts';
import { beginByOverlap } from './overlap.ts';
import { newRunId } from './run-id.ts';
import type { Source, Sources, Target } from './sources.ts';

export type StartRequest = {
  flow: string;
  target: Target;
  /** A trigger's name; default: the manual one, else the only one. */
  trigger?: string | undefined;
  input: Json;
  /** A person's id. */
  startedBy: string;
  requestId?: string | undefined;
};

export type Started = { id: string; duplicate: boolean };

export type StartParts = {
  store: Store;
  sources: Sources;
  engine: Engine;
  resources: Pick<Resources, 'externalise'>;
  mask: (value: Json) => Json;
  clock: Clock;
};

/** Runs that somebody starts by hand: window, API, CLI. */
export function createStarts(parts: StartParts) {
  const { store, sources, engine, clock } = parts;

  return async (request: StartRequest): Promise<Started> => {
    const { flow, target, startedBy, requestId } = request;
    const payload = await parts.resources.externalise(parts.mask(request.input ?? null));
    const bodyHash =
      requestId === undefined
        ? ''
        : sha256Hex(canonicalJson([target, request.trigger ?? null, request.input ?? null]));
    return engine.write((): Started => {
      const known =
        requestId === undefined ? null : store.requests.find(`start:${flow}`, requestId, bodyHash);
      if (known !== null) return { id: idIn(known.answer), duplicate: true };
      const source = sources.find(flow, target);
      const trigger = chooseTrigger(source, request.trigger);
      if (trigger.kind === 'trigger.manual') checkInputs(source, request.input ?? {});
      const info = infoOf(
        source,
        trigger.name,
        payloadOf(trigger.kind, payload, clock.now()),
        startedBy,
        store.workspace.get(),
      );
      beginByOverlap(parts, source, info);
      if (requestId !== undefined)
        store.requests.keep(`start:${flow}`, requestId, bodyHash, { id: info.run }, clock.now());
      return { id: info.run, duplicate: false };
    });
  };
}

export function idIn(answer: Json): string {
  return isJsonObject(answer) && typeof answer['id'] === 'string' ? answer['id'] : '';
}

/** `startedBy`: a person, or `webhook` or `schedule`. */
export function infoOf(
  source: Source,
  trigger: string,
  payload: Json,
  startedBy: string,
  workspace: Workspace,
): RunInfo {
  const node = source.program.node(trigger).definition;
  return {
    run: newRunId(),
    flow: source.flow,
    version: source.version,
    target: source.target,
    hash: source.program.hash,
    trigger: { node: trigger, kind: node.kind },
    payload,
    startedBy,
    requester: requesterOf(node, source, payload, startedBy, workspace),
    author: source.author,
  };
}

/** Who asked: it names, it never authenticates. Whoever is not a known person is unknown, and the card says so. */
function requesterOf(
  node: DefinitionNode,
  source: Source,
  payload: Json,
  startedBy: string,
  workspace: Workspace,
): string | null {
  const template = node.config['requester'];
  if (typeof template === 'string') {
    const named = rendered(template, payload).trim().toLowerCase();
    if (named === '') return null;
    return (
      workspace.people.find((person) => person.email?.toLowerCase() === named || person.id === named)?.id ??
      null
    );
  }
  if (startedBy === 'schedule') return source.promotedBy;
  return startedBy === 'webhook' ? null : startedBy;
}

function rendered(template: string, trigger: Json): string {
  try {
    return renderText(template, { trigger });
  } catch (error) {
    if (error instanceof ExpressionError) return '';
    throw error;
  }
}

function chooseTrigger(source: Source, wanted: string | undefined): { name: string; kind: string } {
  const { definition } = source.program;
  const triggers = definition.order
    .map((name) => ({ name, kind: definition.nodes[name]?.kind ?? '' }))
    .filter((trigger) => trigger.kind.startsWith('trigger.'));
  const names = triggers.map((trigger) => trigger.name).join(', ');
  if (wanted !== undefined) {
    const named = triggers.find((trigger) => trigger.name === wanted);
    if (named !== undefined) return named;
    throw new AppError('invalid_input', `“${source.flow}” has no trigger “${wanted}”.`, {
      fix: `Its triggers are: ${names}.`,
    });
  }
  const manual = triggers.filter((trigger) => trigger.kind === 'trigger.manual');
  const [only, ...others] = manual.length > 0 ? manual : triggers;
  if (only !== undefined && others.length === 0) return only;
  throw new AppError('invalid_input', `“${source.flow}” has several triggers, so one has to be named.`, {
    fix: `Name one of: ${names}.`,
  });
}

function checkInputs(source: Source, input: Json): void {
  const problems = checkFields(source.program.definition.inputs, input);
  const [first] = problems;
  if (first === undefined) return;
  const what = first.path === '' ? 'The input' : `“${first.path}”`;
  const fix = 'Correct the input and start again. Nothing was started.';
  throw new AppError('invalid_input', `${what}: ${first.message}`, {
    fix,
    details: problems.map(({ path, message }) => fieldProblem(path, message, fix)),
  });
}

/** The `trigger` variable of a run that was started by hand, whatever its trigger is. */
function payloadOf(kind: string, input: Json, now: number): Json {
  if (kind === 'trigger.webhook') return { body: input, headers: {}, query: {} };
  if (kind === 'trigger.schedule') return { scheduledFor: new Date(now).toISOString() };
  return { input: input ?? {} };
}
